import { formatCount } from '../../../platform/html/format.ts'
import { type Html, html } from '../../../platform/html/html.ts'
import type { View } from '../../../platform/html/view.ts'
import type { TreePath } from '../explorer.ts'
import { en } from './entry-text.en.ts'
import { zh } from './entry-text.zh.ts'

const text = { zh, en }

const [width, middle, boxWidth, boxHeight, rowHeight] = [340, 170, 104, 30, 70]
/** Left edges of boxes beside the path. */
const beside = { left: 4, right: width - 4 - boxWidth }

const short = (hex: string) => `${hex.slice(0, 8)}…`
const bare = (start: number, end: number) =>
  end - start === 1 ? formatCount(start) : `${formatCount(start)}–${formatCount(end - 1)}`
const half = (hex: string) => [hex.slice(0, 32), hex.slice(32)]

function box(x: number, y: number, words: string, kind: string): Html {
  return html`<rect class="${kind}" x="${x}" y="${y}" width="${boxWidth}" height="${boxHeight}" rx="5"/><text class="on-${kind}" x="${x + boxWidth / 2}" y="${y + 20}">${words}</text>`
}

/**
 * The way from a leaf to the root, root on top: in the middle what is computed, beside it what the proof gives, on the
 * side where it hangs. Each hash beside is a link to its row in the table below, and shows in full while it is pointed at.
 */
function picture({ language }: View, tree: TreePath): Html {
  const t = text[language]
  const { hash, index, size, steps } = tree
  const range = (start: number, end: number) => t.range(formatCount(start), formatCount(end - 1))
  const rootAt = 52
  const top = (row: number) => rootAt + (steps.length - row) * rowHeight
  const leafAt = top(0)
  const stripAt = leafAt + boxHeight + 44
  const at = (leaf: number) => 4 + (leaf / size) * (width - 8)
  const rows = steps.map((step, row) => {
    const x = beside[step.side]
    const y = top(row)
    const [first = '', second = ''] = half(step.sibling)
    const lines = html`<path class="edge" d="M${middle} ${y}V${y - rowHeight + boxHeight}M${x + boxWidth / 2} ${y}V${y - 20}H${middle}"/>`
    const node = box(
      middle - boxWidth / 2,
      y,
      row === 0 ? t.leaf : short(steps[row - 1]?.node ?? ''),
      row === 0 ? 'leaf' : 'node',
    )
    const link = html`<a href="#${hash}-${row + 1}" aria-label="${t.sibling(row + 1, t.sides[step.side], range(step.start, step.end))}">${box(x, y, short(step.sibling), 'sibling')}<text class="small ${step.side === 'left' ? 'start' : 'end'}" x="${step.side === 'left' ? 4 : width - 4}" y="${y + boxHeight + 14}">${bare(step.start, step.end)}</text><g class="full"><rect x="40" y="${y - 46}" width="260" height="42" rx="5"/><text x="${middle}" y="${y - 29}">${first}</text><text x="${middle}" y="${y - 13}">${second}</text></g></a>`
    return html`${lines}${node}${link}`
  })
  return html`<svg class="tree" viewBox="0 0 ${width} ${stripAt + 44}" role="group" aria-label="${t.picture(t.trees[hash], formatCount(index), steps.length, formatCount(size))}">
<rect class="checkpoint" x="${middle - 84}" y="2" width="168" height="26" rx="13"/><text x="${middle}" y="20">${t.checkpoint(formatCount(size))}</text><path class="edge" d="M${middle} 28V${rootAt}"/>
${box(middle - boxWidth / 2, rootAt, steps.length === 0 ? t.leaf : `${t.root} ${short(tree.root)}`, 'root')}
${rows.toReversed()}
<text class="small" x="${middle}" y="${stripAt - 10}">${t.strip}</text>
${[...steps].map((step, i) => html`<rect class="rail${i % 2 === 0 ? '' : ' other'}" x="${at(step.start).toFixed(1)}" y="${stripAt}" width="${Math.max(0.3, at(step.end) - at(step.start)).toFixed(1)}" height="12"/>`)}
<rect class="here" x="${Math.min(width - 7, Math.max(4, at(index))).toFixed(1)}" y="${stripAt - 4}" width="3" height="20"/>
<text class="small start" x="4" y="${stripAt + 32}">0</text><text class="small end" x="${width - 4}" y="${stripAt + 32}">${formatCount(size - 1)}</text></svg>`
}

/** The tree as a picture, and the same facts as a table with the hashes in full. */
export function treeCard(view: View, tree: TreePath): Html {
  const t = text[view.language]
  const { hash, index, steps } = tree
  const row = (id: string, step: string, covers: string, hex: string, side = '') =>
    html`<tr id="${hash}-${id}"><td>${step}${side && html` <span class="muted">${side}</span>`}</td><td data-label="${t.covers}" class="nowrap">${covers}</td><td data-label="${t.full}"><code>${hex}</code></td></tr>`
  return html`<section class="card" aria-labelledby="h-${hash}"><h2 id="h-${hash}">${t.trees[hash]}</h2>${
    tree.holds
      ? html`<p><span class="tag good">✓</span> ${t.holds(steps.length)}</p>`
      : html`<p class="alert bad" role="alert">${t.broken}</p>`
  }${picture(view, tree)}<table class="list path"><thead><tr><th scope="col">${t.step}</th><th scope="col">${t.covers}</th><th scope="col">${t.full}</th></tr></thead><tbody>${row(
    'leaf',
    t.leaf,
    formatCount(index),
    tree.leaf,
  )}${steps.map((step, i) =>
    row(`${i + 1}`, `${i + 1}`, bare(step.start, step.end), step.sibling, t.sides[step.side]),
  )}${row('root', t.root, `0–${formatCount(tree.size - 1)}`, tree.root)}</tbody></table></section>`
}
