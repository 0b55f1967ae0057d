import { markHalves } from '@datadeed/core/kernel/mark'
import { Html } from './html.ts'

const paths = markHalves.map(({ d, opacity }) => `<path d="${d}" opacity="${opacity}"/>`).join('')

export function mark(size: number): Html {
  return Html.ours(
    `<svg class="mark" viewBox="0 0 32 32" width="${size}" height="${size}" fill="currentColor" aria-hidden="true">${paths}</svg>`,
  )
}

/** The icon of the site and of the workplace. */
export const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="#0b5563"><title>数契</title>${paths}</svg>`
