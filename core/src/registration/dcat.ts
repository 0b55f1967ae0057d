import {
  chinese,
  dcatAgent,
  dcatAuthority,
  dcatContext,
  dcatFrequency,
  dcatLanguage,
  dcatPeriod,
  typedValue,
} from '../kernel/dcat.ts'

/** What of a registration a catalogue record holds. Addresses are absolute. */
export interface CatalogueEntry {
  url: string
  registrationNumber: string
  name: string
  holder: string
  registrar: string
  scenario: string
  fieldNames: readonly string[]
  updateFrequency: string | null
  registeredOn: string
  validUntil: string
  numbers: readonly { name: string; value: string; issuer: string; issuedOn: string | null }[]
  revisions: readonly {
    seq: number
    depositNumber: string
    note: string
    depositedAt: string
    timeFrom: string | null
    timeTo: string | null
  }[]
  /** Addresses of the registrations that it comes from. */
  sources: readonly string[]
}

/**
 * A registered data set as a DCAT 3 record: every number it has is an `adms:identifier`, every revision a `dcat:hasVersion`, every
 * source a `prov:wasDerivedFrom`. The data themselves are described, not handed out, so there is no distribution.
 */
export function registerDcat(entry: CatalogueEntry) {
  const { url, revisions, numbers, sources } = entry
  const frequency = dcatFrequency(entry.updateFrequency)
  const newest = revisions.at(-1)
  const period = dcatPeriod(revisions[0]?.timeFrom ?? null, newest?.timeTo ?? null)
  return {
    '@context': dcatContext,
    '@id': url,
    '@type': 'dcat:Dataset',
    'dct:identifier': entry.registrationNumber,
    'adms:identifier': numbers.map(({ name, value, issuer, issuedOn }) => ({
      '@type': 'adms:Identifier',
      'skos:notation': value,
      'adms:schemaAgency': issuer,
      'dct:title': chinese(name),
      ...(issuedOn && { 'dct:issued': typedValue('date', issuedOn) }),
    })),
    'dct:title': chinese(entry.name),
    'dct:description': chinese(entry.scenario),
    'dct:issued': typedValue('date', entry.registeredOn),
    'dct:valid': { '@type': 'dct:PeriodOfTime', 'dcat:endDate': typedValue('date', entry.validUntil) },
    'dct:creator': dcatAgent(entry.holder),
    'dct:publisher': dcatAgent(entry.registrar),
    'dct:accessRights': dcatAuthority('access-right', 'NON_PUBLIC'),
    'dct:language': { '@id': dcatLanguage },
    'dcat:theme': dcatAuthority('data-theme', 'TRAN'),
    'dcat:keyword': entry.fieldNames.map(chinese),
    'dcat:landingPage': { '@id': url },
    ...(frequency && { 'dct:accrualPeriodicity': frequency }),
    ...(period && { 'dct:temporal': period }),
    ...(newest && { 'dcat:version': String(newest.seq) }),
    'dcat:hasVersion': revisions.map((one) => {
      const span = dcatPeriod(one.timeFrom, one.timeTo)
      return {
        '@id': `${url}#${one.seq}`,
        '@type': 'dcat:Dataset',
        'dcat:version': String(one.seq),
        'dct:identifier': one.depositNumber,
        'dct:issued': typedValue('dateTime', one.depositedAt),
        ...(one.note && { 'adms:versionNotes': chinese(one.note) }),
        ...(span && { 'dct:temporal': span }),
      }
    }),
    'prov:wasDerivedFrom': sources.map((source) => ({ '@id': source })),
  }
}
