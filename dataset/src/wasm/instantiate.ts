/** Memory of a module, in pages of 64 KiB; growing it leaves the old `buffer` empty. */
interface Memory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

/** What is used of WebAssembly here; Node's type library leaves it to the browser's. */
interface Api {
  Memory: new (size: { initial: number }) => Memory
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  validate(bytes: Uint8Array<ArrayBuffer>): boolean
  Instance: new (module: object, imports: object) => { exports: Record<string, unknown> }
}

/** A module over at least `bytes` of memory of its own. Throws where there is no WebAssembly or the page forbids it. */
export const instantiate = (module: Uint8Array<ArrayBuffer>, bytes: number) => {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: Api }
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65_536) })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module), { env: { memory } })
  return { memory, exports }
}

/** Whether the machine knows all that the module asks for. */
export const isValid = (module: Uint8Array<ArrayBuffer>): boolean => {
  const { WebAssembly } = globalThis as unknown as { WebAssembly?: Api }
  return WebAssembly?.validate(module) ?? false
}
