import { Html } from './html.ts'

/** A tally cut in two: each half proves nothing alone, together they are the deed 契. Its bits are the data 数. */
export const markPaths =
  '<path d="M7 2h8v7h4.5v7H12v7h3v7H7a5 5 0 0 1-5-5V7a5 5 0 0 1 5-5z"/><path d="M25 2h-8v5h4.5v11H14v3h3v9h8a5 5 0 0 0 5-5V7a5 5 0 0 0-5-5z" opacity=".72"/>'

export function mark(size: number): Html {
  return Html.ours(
    `<svg class="mark" viewBox="0 0 32 32" width="${size}" height="${size}" fill="currentColor" aria-hidden="true">${markPaths}</svg>`,
  )
}

/** The site's icon. */
export const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="#0b5563"><title>数契</title>${markPaths}</svg>`
