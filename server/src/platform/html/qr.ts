import { create } from 'qrcode'
import { Html, html } from './html.ts'

/** A QR code of level M as a drawing, with the quiet zone it needs; `label` says what it is to those who do not see it. */
export function qrDrawing(content: string, label: string): Html {
  const { modules } = create(content, { errorCorrectionLevel: 'M' })
  const quiet = 4
  const runs: string[] = []
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      let run = 0
      while (column + run < modules.size && modules.get(row, column + run)) run++
      if (run > 0) runs.push(`M${column + quiet} ${row + quiet}h${run}v1h-${run}z`)
      column += run
    }
  }
  const side = modules.size + 2 * quiet
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${Html.ours(runs.join(''))}"/></svg>`
}
