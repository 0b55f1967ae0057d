import { type LineageMeasure, layoutLineage, unmeasuredLineage } from '@datadeed/core/registration/lineage'
import type { lineageGraph } from '@datadeed/core/registration/lineage-schema'
import { shareText } from '@datadeed/core/registration/measure'
import type { publicNumber } from '@datadeed/core/registration/number-schema'
import type { revision } from '@datadeed/core/registration/revision-schema'
import type { z } from 'zod'
import { formatCount, formatDay, spanText } from '../../../platform/html/format.ts'
import { type Html, html } from '../../../platform/html/html.ts'
import { entryTag } from '../../../platform/html/parts.ts'
import type { View } from '../../../platform/html/view.ts'
import { en, zh } from './living-text.ts'

const text = { zh, en }
type Revision = z.input<typeof revision>
type Graph = z.input<typeof lineageGraph>
type DatasetNumber = z.input<typeof publicNumber>

const revisionList = (view: View, revisions: readonly Revision[]): Html => {
  const t = text[view.language]
  return html`<ol class="plain">${revisions.toReversed().map(
    (
      one,
    ) => html`<li><h3>${t.revision(one.seq)} <small>${one.manner ? t.manner[one.manner] : t.first}</small></h3><dl class="pairs">
<div><dt>${t.deposit}</dt><dd>${one.depositNumber}</dd></div><div><dt>${t.span}</dt><dd>${spanText(one.timeFrom, one.timeTo, view.language)}</dd></div>
<div><dt>${t.added}</dt><dd>${formatDay(one.addedAt, view.language)}</dd></div></dl>
${one.note && html`<p>${one.note}</p>`}<details><summary>${t.checks}</summary>${
      one.checks.length > 0 &&
      html`<ul>${one.checks.map((check) => html`<li>${t.outcomes[check.outcome]}：${check.text}</li>`)}</ul>`
    }<p>${t.digests}<br><code>${one.digests.sha256}</code></p><p>${t.chain}<br><code>${one.chain.sha256}</code></p></details></li>`,
  )}</ol>`
}

/** Every deposit of the data set, and of those in whose place it was opened; nothing for a data set that was deposited once. */
export function revisionsCard(
  view: View,
  number: string,
  revisions: readonly Revision[],
  predecessors: readonly { registrationNumber: string; name: string; revisions: readonly Revision[] }[],
): Html | null {
  const t = text[view.language]
  if (revisions.length < 2 && predecessors.length === 0) return null
  return html`<section class="card"><h2>${t.revisions}</h2><p class="muted">${t.revisionsLead(formatCount(revisions.length))}</p>
${revisionList(view, revisions)}${predecessors.map(
  (one) => html`<details><summary>${t.before(one.registrationNumber, formatCount(one.revisions.length))}</summary>
<p><a href="/register/${one.registrationNumber}">${one.name}</a></p>${revisionList(view, one.revisions)}</details>`,
)}<p><a href="/api/v1/register/${number}/revisions">${t.file}</a></p></section>`
}

function measureText(measure: LineageMeasure, language: View['language']): string {
  const t = text[language]
  if (measure.kind === 'unmeasured') return unmeasuredLineage[measure.reason]
  const [most] = measure.columns
  const said = [
    measure.rows && measure.rows.high > 0.05 && t.ofRows(shareText(measure.rows)),
    most && t.ofColumns(measure.columns.length, shareText(most)),
  ].filter(Boolean)
  return said.length > 0 ? said.join('；') : t.nothingShared
}

const [width, height, across, down] = [150, 40, 166, 76]
const short = (name: string) => ([...name].length > 11 ? `${[...name].slice(0, 10).join('')}…` : name)

function picture(view: View, { nodes, edges }: Graph, here: string): Html {
  const t = text[view.language]
  const places = layoutLineage(
    nodes.map(({ number }) => number),
    edges,
  )
  const at = new Map(places.map(({ node, column, row }) => [node, { x: 4 + row * across, y: 4 + column * down }]))
  const wide = 8 + Math.max(...places.map(({ row }) => row)) * across + width
  const high = 8 + Math.max(...places.map(({ column }) => column)) * down + height
  return html`<svg class="lineage" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}" role="img" aria-label="${t.picture(nodes.length)}">${edges.map(
    ({ parent, child }) => {
      const [a, b] = [at.get(parent), at.get(child)]
      return (
        a &&
        b &&
        html`<path d="M${a.x + width / 2} ${a.y + height}C${a.x + width / 2} ${a.y + height + 24} ${b.x + width / 2} ${b.y - 24} ${b.x + width / 2} ${b.y}"/>`
      )
    },
  )}${nodes.map(({ number, name }) => {
    const place = at.get(number)
    return (
      place &&
      html`<g class="${number === here ? 'here' : ''}"><rect x="${place.x}" y="${place.y}" width="${width}" height="${height}" rx="6"/><text x="${place.x + width / 2}" y="${place.y + 17}">${short(name)}</text><text x="${place.x + width / 2}" y="${place.y + 33}">${number}</text></g>`
    )
  })}</svg>`
}

/** Where registered data come from and what comes from them: a picture, and the same as a table. */
export function lineageCard(view: View, here: string, graph: Graph): Html | null {
  const t = text[view.language]
  if (graph.edges.length === 0) return null
  const nodes = new Map(graph.nodes.map((node) => [node.number, node]))
  const end = (number: string) => {
    const node = nodes.get(number)
    return (
      node &&
      html`${number === here ? html`<strong>${node.name}</strong>（${t.here}）` : html`<a href="/register/${number}">${node.name}</a>`} ${entryTag(node.status, view.language)}<span class="number">${number}</span><span class="muted">${node.holder}</span>`
    )
  }
  const moved = graph.edges.some(
    ({ kind, parent }) => kind === 'declared' && (nodes.get(parent)?.status ?? 'active') !== 'active',
  )
  return html`<section class="card"><h2>${t.lineage}</h2><p class="muted">${t.lineageLead}</p>${moved && html`<p class="alert wait" role="status">${t.warning}</p>`}${picture(view, graph, here)}
<table class="list"><thead><tr><th scope="col">${t.parent}</th><th scope="col">${t.child}</th><th scope="col">${t.relation}</th><th scope="col">${t.share}</th></tr></thead><tbody>${graph.edges.map(
    (edge) =>
      html`<tr><td>${end(edge.parent)}</td><td data-label="${t.child}">${end(edge.child)}</td><td data-label="${t.relation}">${edge.kind !== 'declared' ? t.succession[edge.kind] : edge.own ? t.sameHolder : t.statuses[edge.status]}${edge.authorisationUntil && html`<br>${t.until(formatDay(edge.authorisationUntil, view.language))}`}</td><td data-label="${t.share}">${edge.kind === 'declared' ? measureText(edge.measure, view.language) : '—'}</td></tr>`,
  )}</tbody></table>${graph.more > 0 && html`<p>${t.more(graph.more)}</p>`}</section>`
}

/** The numbers of one data set, each with who says so. */
export function numbersCard(view: View, number: string, numbers: readonly DatasetNumber[]): Html {
  const t = text[view.language]
  return html`<section class="card"><h2>${t.numbers}</h2><p class="muted">${t.numbersLead}</p><dl class="pairs">${numbers.map(
    (one) =>
      html`<div><dt>${one.name}</dt><dd><code>${one.value}</code><br><span class="muted">${one.issuer}${one.issuedOn && `，${formatDay(one.issuedOn, view.language)}`}</span><br>${
        one.origin === 'register' ? t.own : one.check ? t.checked[one.check] : t.notChecked
      }${one.uncertain && html`<details><summary>${t.uncertain}</summary><p>${one.uncertain}</p></details>`}</dd></div>`,
  )}</dl><p><a href="/register/${number}/dcat.jsonld">${t.dcat}</a></p></section>`
}
