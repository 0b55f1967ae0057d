import type { PDFOperator } from 'pdf-lib'
import { create as createQr } from 'qrcode'
import { type Canvas, type Colour, circle, type Mark, type Point, polyline, rectangle } from './canvas.ts'

/** The red of a Chinese seal. */
export const sealRed: Colour = [0.78, 0.09, 0.11]

const turn = Math.PI * 2
const sample = (count: number, at: (t: number) => Point): Point[] =>
  Array.from({ length: count }, (_, i) => at(i / count))

/** A lathe rosette: a circle whose radius swings `petals` times around, drawn `strands` times with a shifted phase. */
export const rosette = (
  centre: Point,
  radius: number,
  { petals, strands, depth, points = 240 }: { petals: number; strands: number; depth: number; points?: number },
): PDFOperator[] =>
  Array.from({ length: strands }, (_, strand) => {
    const phase = (strand / strands) * turn
    return polyline(
      sample(points, (t) => {
        const r = radius * (1 - depth + depth * Math.cos(petals * t * turn + phase))
        return { x: centre.x + r * Math.cos(t * turn), y: centre.y + r * Math.sin(t * turn) }
      }),
      true,
    )
  }).flat()

/** A band of interlaced waves between two points, both of which it meets at the same phase so that corners join. */
const waveBand = (from: Point, to: Point, amplitude: number, waves: number, strands: number): PDFOperator[] => {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length }
  return Array.from({ length: strands }, (_, strand) => {
    const phase = (strand / strands) * turn
    const points = Array.from({ length: waves * 14 + 1 }, (_, i) => {
      const t = i / (waves * 14)
      const swing = amplitude * Math.sin(waves * t * turn + phase)
      return { x: from.x + along.x * length * t - along.y * swing, y: from.y + along.y * length * t + along.x * swing }
    })
    return polyline(points)
  }).flat()
}

/** An engraved frame whose centre line runs `inset` points inside the page. */
export const guillocheFrame = (
  [width, height]: readonly [number, number],
  inset: number,
  colour: Colour,
  accent: Colour,
): Mark[] => {
  const [left, bottom, right, top] = [inset, inset, width - inset, height - inset]
  const corner = 17
  const sides: [Point, Point, number][] = [
    [{ x: left + corner, y: bottom }, { x: right - corner, y: bottom }, 44],
    [{ x: left + corner, y: top }, { x: right - corner, y: top }, 44],
    [{ x: left, y: bottom + corner }, { x: left, y: top - corner }, 64],
    [{ x: right, y: bottom + corner }, { x: right, y: top - corner }, 64],
  ]
  const frame = (gap: number) => rectangle(left - gap, bottom - gap, right - left + 2 * gap, top - bottom + 2 * gap)
  const corners = [
    { x: left, y: bottom },
    { x: right, y: bottom },
    { x: left, y: top },
    { x: right, y: top },
  ]
  return [
    { shape: sides.flatMap(([a, b, waves]) => waveBand(a, b, 6.5, waves, 5)), stroke: colour, lineWidth: 0.38 },
    { shape: sides.flatMap(([a, b, waves]) => waveBand(a, b, 3, waves / 2, 3)), stroke: accent, lineWidth: 0.38 },
    { shape: frame(9.5), stroke: colour, lineWidth: 1.1 },
    { shape: frame(-9.5), stroke: colour, lineWidth: 0.5 },
    { shape: frame(-12.5), stroke: colour, lineWidth: 0.3 },
    ...corners.flatMap((at): Mark[] => [
      { shape: circle(at.x, at.y, 18), fill: [1, 1, 1], stroke: colour, lineWidth: 0.8 },
      {
        shape: rosette(at, 16.5, { petals: 9, strands: 5, depth: 0.24, points: 180 }),
        stroke: colour,
        lineWidth: 0.32,
      },
      { shape: rosette(at, 8, { petals: 6, strands: 4, depth: 0.36, points: 120 }), stroke: accent, lineWidth: 0.32 },
    ]),
  ]
}

/** A QR code (error correction M) as vector squares. `size` includes no quiet zone: leave four modules free around it. */
export const qrCode = (content: string, at: Point, size: number): Mark[] => {
  const { modules } = createQr(content, { errorCorrectionLevel: 'M' })
  const unit = size / modules.size
  const shape: PDFOperator[] = []
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      let run = 0
      while (column + run < modules.size && modules.get(row, column + run)) run++
      if (run === 0) continue
      shape.push(...rectangle(at.x + column * unit, at.y + size - (row + 1) * unit, run * unit, unit))
      column += run
    }
  }
  return [{ shape, fill: [0, 0, 0] }]
}

const star = (centre: Point, radius: number): PDFOperator[] =>
  polyline(
    Array.from({ length: 10 }, (_, i) => {
      const r = i % 2 === 0 ? radius : radius * 0.382
      const angle = Math.PI / 2 + (i * Math.PI) / 5
      return { x: centre.x + r * Math.cos(angle), y: centre.y + r * Math.sin(angle) }
    }),
    true,
  )

/** A round registrar's seal drawn by us: name along the arc, star, purpose below. Its text stays out of text extraction. */
export const roundSeal = (canvas: Canvas, centre: Point, radius: number, name: string, purpose: string): Mark[] => {
  const opacity = 0.86
  const chars = [...canvas.clean(name, 'bold').replaceAll('\n', '')]
  const sweep = Math.min(236, chars.length * 24)
  const step = sweep / Math.max(1, chars.length)
  const size = Math.min(radius * 0.29, radius * 0.76 * ((step * Math.PI) / 180))
  const baseline = radius * 0.89 - size
  const arc = chars.map((char, i): Mark => {
    const turned = sweep / 2 - step * (i + 0.5)
    const angle = ((90 + turned) * Math.PI) / 180
    const half = canvas.widthOf(char, size, 'bold') / 2
    const [right, up] = [Math.sin(angle), -Math.cos(angle)]
    return {
      text: char,
      x: centre.x + baseline * Math.cos(angle) - half * right,
      y: centre.y + baseline * Math.sin(angle) - half * up,
      size,
      weight: 'bold',
      colour: sealRed,
      rotate: turned,
      opacity,
      artifact: true,
    }
  })
  const label = canvas.clean(purpose, 'bold')
  const labelSize = Math.min(radius * 0.2, (radius * 0.9) / Math.max(1, [...label].length))
  return [
    { shape: circle(centre.x, centre.y, radius), stroke: sealRed, lineWidth: radius * 0.05, opacity },
    { shape: circle(centre.x, centre.y, radius * 0.94), stroke: sealRed, lineWidth: 0.4, opacity },
    { shape: star(centre, radius * 0.3), fill: sealRed, opacity },
    ...arc,
    {
      text: label,
      x: centre.x - canvas.widthOf(label, labelSize, 'bold') / 2,
      y: centre.y - radius * 0.6,
      size: labelSize,
      weight: 'bold',
      colour: sealRed,
      opacity,
      artifact: true,
    },
  ]
}

/** A word across the page from lower left to upper right. */
export const watermark = (canvas: Canvas, [width, height]: readonly [number, number], word: string): Mark => {
  const text = canvas.clean(word, 'bold')
  const size = (Math.hypot(width, height) * 0.5) / Math.max(2, [...text].length)
  const angle = Math.atan2(height, width)
  const half = canvas.widthOf(text, size, 'bold') / 2
  // The middle of the glyphs lies about 0.38 em above the baseline.
  const x = width / 2 - half * Math.cos(angle) + 0.38 * size * Math.sin(angle)
  const y = height / 2 - half * Math.sin(angle) - 0.38 * size * Math.cos(angle)
  return {
    text,
    x,
    y,
    size,
    weight: 'bold',
    colour: [0.62, 0.1, 0.1],
    rotate: (angle * 180) / Math.PI,
    opacity: 0.07,
    artifact: true,
  }
}
