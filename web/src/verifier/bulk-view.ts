import { type BulkRow, bulkCsv, outcomeOfAll } from '@datadeed/dataset/archive'
import { csvType, saveFile } from '../app/save-file.ts'
import { element } from '../islands/verify/show.ts'
import { language, text } from '../islands/verify/text.ts'
import { type Answer, checkArchive, type Share } from './bulk.ts'
import { words } from './text.ts'

const mostShown = 200
const marks = { valid: '✓', invalid: '✕', cannot_check: '?' }

function button(label: string, run: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'button quiet'
  made.textContent = label
  made.addEventListener('click', run)
  return made
}

/** Checks an archive and shows how far it is, then what is wrong in it and where the whole report can be saved. */
export function showArchive(
  source: string,
  given: Omit<Share, 'index' | 'count'> & { readonly archive: File },
  into: HTMLElement,
): void {
  const { archive, believed } = given
  const rows: BulkRow[] = []
  const counts = { valid: 0, invalid: 0, cannot_check: 0, skipped: 0 }
  let [total, done] = [0, 0]
  const began = performance.now()
  const bar = document.createElement('progress')
  const status = element('p', 'muted', words.working(archive.name))
  bar.setAttribute('aria-label', words.bulk(archive.name))
  const halt = button(words.stop, () => {
    stop()
    into.replaceChildren(element('p', 'alert bad', words.stopped))
  })
  into.replaceChildren(element('section', 'card', element('h2', '', words.bulk(archive.name)), bar, status, halt))

  const take = (answer: Answer) => {
    if ('refused' in answer) into.replaceChildren(element('p', 'alert bad', answer.refused[language]))
    else if ('total' in answer) total = answer.total
    else if ('end' in answer) finish()
    else {
      for (const { at, ...row } of answer.rows) {
        rows[at] = row
        counts[row.outcome] += 1
        done += 1
      }
      bar.max = total
      bar.value = done
      const left = Math.ceil(((performance.now() - began) / 1000 / Math.max(1, done)) * (total - done))
      status.textContent = words.bulkProgress(done, total, words.seconds(left))
    }
  }
  const finish = () => {
    const found = outcomeOfAll(counts)
    // Keys that came in the packages prove nothing by themselves.
    const outcome = found === 'valid' && !believed.trust ? 'cannot_check' : found
    const wrong = rows.filter((row) => row.outcome !== 'skipped' && (row.outcome !== 'valid' || row.code !== 'ok'))
    const mark = element('p', 'verdict-mark', marks[outcome])
    mark.setAttribute('aria-hidden', 'true')
    const base = archive.name.replace(/\.zip$/i, '')
    const report = () => JSON.stringify({ outcome, counts, rows }, null, 1)
    into.replaceChildren(
      element(
        'section',
        `verdict ${outcome}`,
        mark,
        element(
          'div',
          '',
          element('h2', '', text.outcomes[outcome]),
          element('p', 'lead', words.bulkCounts(counts)),
          element('p', 'muted', text.file(archive.name)),
        ),
      ),
      element(
        'section',
        'card',
        wrong.length > 0 ? table(wrong) : null,
        wrong.length > mostShown ? element('p', '', words.bulkMore(wrong.length - mostShown)) : null,
        believed.trust ? null : element('p', 'alert wait', words.trustOwn),
        element('p', 'muted', words.present),
        element(
          'p',
          'actions',
          button(words.reportCsv, () => saveFile(`${base}.csv`, bulkCsv(rows), csvType)),
          button(words.reportJson, () => saveFile(`${base}.json`, report(), 'application/json')),
        ),
      ),
    )
  }
  const stop = checkArchive(source, given, take)
}

function table(rows: readonly BulkRow[]): HTMLElement {
  const heads = [words.fileName, text.finding].map((title) => {
    const head = element('th', '', title)
    head.setAttribute('scope', 'col')
    return head
  })
  const tones = { valid: 'good', invalid: 'bad', cannot_check: 'wait', skipped: 'wait' }
  const lines = rows.slice(0, mostShown).map((row) => {
    const word = row.outcome === 'skipped' ? '' : text.stepOutcomes[row.outcome]
    const said = element('td', '', element('span', `tag ${tones[row.outcome]}`, word), ` ${row[language]}`)
    return element('tr', '', element('td', 'name', row.name), said)
  })
  return element('table', 'list', element('thead', '', element('tr', '', ...heads)), element('tbody', '', ...lines))
}
