import { formatDateZh } from '../../kernel/dates.ts'
import { validUntil } from '../../kernel/rule-pack.ts'
import { textLength } from '../../kernel/text.ts'
import type { CaseDraft } from '../schema.ts'
import { type Check, found } from './check.ts'

const borrowed = (form: CaseDraft) =>
  form.acquisition?.some((way) => way === 'authorised' || way === 'purchased') === true

/** The statement says what its kind of acquisition demands. */
export const sourceStatement: Check = (form, { pack }) => {
  const text = form.sourceStatement?.trim()
  if (!text) return []
  const told = { code: 'source_statement' as const, field: 'sourceStatement' }
  if (textLength(text) < 20)
    return [
      found(pack, 'source', {
        ...told,
        message: '来源说明太短，看不出数据怎样取得。',
        remedy: '请写明由谁、在哪里、用什么设备或者系统、从何时起取得数据，不少于 20 个字。',
      }),
    ]
  if (borrowed(form) && !/授权|许可|合同|协议|采购|购买/.test(text))
    return [
      found(pack, 'source', {
        ...told,
        message: '数据是经授权或者购买取得的，来源说明却没有写授权书或者合同。',
        remedy: '请写明授权方或者出售方、文件名称、签订日期和使用范围。',
      }),
    ]
  if (form.acquisition?.includes('crawled') && !/公开|协议|规则|许可|授权/.test(text))
    return [
      found(pack, 'source', {
        ...told,
        message: '数据取自公开网络，来源说明却没有写取得的依据。',
        remedy: '请写明网站名称、抓取时间，以及为什么可以抓取和使用（公开许可、网站规则或者授权）。',
      }),
    ]
  return []
}

/** Borrowed data needs the end of its authorisation, which must lie ahead and may shorten the certificate. */
export const authorisation: Check = (form, { pack, today }) => {
  if (!borrowed(form)) return []
  const field = 'authorisationUntil'
  const end = form.authorisationUntil
  if (!end)
    return [
      found(pack, 'validity', {
        code: 'authorisation_missing',
        field,
        message: '数据是经授权或者购买取得的，还没有填写授权到期日。',
        remedy: '请按授权书或者合同填写到期日。',
      }),
    ]
  if (end < today)
    return [
      found(pack, 'validity', {
        code: 'authorisation_over',
        field,
        message: `授权已于${formatDateZh(end)}到期，不能据以申请。`,
        remedy: '请先续签授权，再填写新的到期日。',
      }),
    ]
  const full = validUntil(pack, today, null)
  return end < full
    ? [
        found(pack, 'validity', {
          code: 'authorisation_short',
          field,
          severity: 'hint',
          message: `授权先于证书的一般有效期到期，证书将只到${formatDateZh(end)}。`,
          remedy: '如能续签授权，请先续签；否则可以照此提交。',
        }),
      ]
    : []
}

/** A jurisdiction may register undisclosed data only. */
export const undisclosed: Check = (form, { pack }) =>
  pack.requiresUndisclosed && form.disclosure === 'public'
    ? [
        found(pack, 'undisclosed', {
          code: 'already_public',
          field: 'disclosure',
          message: '数据已经公开，本地规则原则上不予登记。',
          remedy: '如果公开的只是一部分，请改选“有限公开”，并在来源说明中写明公开的范围。',
        }),
      ]
    : []
