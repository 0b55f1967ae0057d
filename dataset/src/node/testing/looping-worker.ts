import { compressors } from 'hyparquet-compressors'

// Before readers take it over: a library's decoder that never ends, as a file nobody thought of might make it.
compressors.SNAPPY = () => {
  for (;;);
}
await import('../worker.ts')
