import { industries, industryName } from '@datadeed/core/kernel/industries'
import { countiesOf, prefectures } from '@datadeed/core/kernel/regions'

type Option = { value: string; label: string }

export const prefectureOptions: Option[] = prefectures.map(({ code, name }) => ({ value: code, label: name }))

/** Counties of a prefecture; an organisation of the prefecture itself chooses the prefecture again. */
export function countyOptions(prefectureCode: string, itself: string): Option[] {
  const counties = countiesOf(prefectureCode).map(({ code, name }) => ({ value: code, label: name }))
  return [...counties, { value: prefectureCode, label: itself }]
}

/** Classes of section G, and the neighbouring industries as coarse as the table gives them; `words` is what a search looks through. */
export const industryOptions: (Option & { words: string })[] = industries
  .filter(({ level, zone }) => level === 'class' || zone === 'neighbour')
  .map(({ code, name }) => ({ value: code, label: `${code} ${name}`, words: `${code} ${industryName(code)}` }))
