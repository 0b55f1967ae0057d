import jsqr from 'jsqr'

/** What a phone reads from the first QR drawing in a page; null when it reads nothing. */
export function readQr(markup: string): string | null {
  const [, side = '0', path = ''] =
    /<svg class="qr"[^>]*viewBox="0 0 (\d+) \d+".*?<path d="([^"]*)"\/><\/svg>/s.exec(markup) ?? []
  const scale = 4
  const width = Number(side) * scale
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x = '', y = '', run = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) {
      for (let column = Number(x) * scale; column < (Number(x) + Number(run)) * scale; column++)
        pixels.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3)
    }
  }
  return width === 0 ? null : (jsqr.default(pixels, width, width)?.data ?? null)
}
