/** Pieces of DCAT-AP records in JSON-LD that feeds and the register share. */
export const dcatContext = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  hydra: 'http://www.w3.org/ns/hydra/core#',
  prov: 'http://www.w3.org/ns/prov#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
}
export const dcatLanguage = 'http://publications.europa.eu/resource/authority/language/ZHO'
const frequencies: Record<string, string> = {
  ...{ realtime: 'CONT', minute: 'CONT', hour: 'HOURLY', day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY' },
  ...{ quarter: 'QUARTERLY', year: 'ANNUAL', irregular: 'IRREG', none: 'NEVER', once: 'NEVER' },
}
export const dcatAuthority = (list: string, code: string) => ({
  '@id': `http://publications.europa.eu/resource/authority/${list}/${code}`,
})
/** Update frequency of a form as the authority list has it; null where it has none. */
export function dcatFrequency(frequency: string | null) {
  const code = frequencies[frequency ?? '']
  return code ? dcatAuthority('frequency', code) : null
}
export const dcatAgent = (name: string) => ({ '@type': 'foaf:Agent', 'foaf:name': name })
export const typedValue = (type: string, value: string) => ({ '@type': `xsd:${type}`, '@value': value })
export const chinese = (value: string) => ({ '@language': 'zh-CN', '@value': value })
/** A period of days, either end open; null where neither is known. */
export function dcatPeriod(from: string | null, to: string | null) {
  if (!from && !to) return null
  return {
    '@type': 'dct:PeriodOfTime',
    ...(from && { 'dcat:startDate': typedValue('date', from.slice(0, 10)) }),
    ...(to && { 'dcat:endDate': typedValue('date', to.slice(0, 10)) }),
  }
}
