import { formatDateZh } from '@datadeed/core/kernel/dates'
import { formatShare } from '@datadeed/core/kernel/share'
import { burdenOf, encumbranceNames } from '@datadeed/core/registration/encumbrance'
import { dataRelationNames } from '@datadeed/core/registration/renewal'
import type { Holder } from '@datadeed/core/registration/share'
import type { DataCheck, Terms } from '@datadeed/core/registration/transfer'

const heldWords = (holders: readonly Holder[]): string =>
  holders.map((one) => `${one.name}${holders.length > 1 ? `（份额 ${formatShare(one)}）` : ''}`).join('、')

const checked = ({ earlier, later, relation }: DataCheck): string =>
  `存证核对：新存证 ${later} 与登记所依据的存证 ${earlier} 相比，${dataRelationNames[relation].zh}`

/** What was agreed, as facts of a letter. */
export function termsFacts(terms: Terms): string[] {
  switch (terms.kind) {
    case 'renewal':
      return [`有效期：由${formatDateZh(terms.from)}延长至${formatDateZh(terms.until)}`, checked(terms.check)]
    case 'transfer':
      return [
        `转让方：${terms.from.name}；受让方：${terms.to.name}；转移依据：${terms.contract}`,
        `转移的份额：${terms.share ? formatShare(terms.share) : '转让方持有的全部'}`,
        `转移后的权利人：${heldWords(terms.holders)}`,
      ]
    case 'division':
      return terms.parts.flatMap(({ name, holders, check }) => [
        `分割后：“${name}”，权利人${heldWords(holders)}`,
        checked(check),
      ])
    case 'merger':
      return [
        `并入的登记：${terms.sources.map(({ registrationNumber }) => registrationNumber).join('、')}`,
        `合并后：“${terms.name}”，权利人${heldWords(terms.holders)}`,
        checked(terms.check),
      ]
    case 'burden': {
      const until = terms.endsOn ? `至${formatDateZh(terms.endsOn)}` : '起，未约定止期'
      const what = encumbranceNames[burdenOf({ kind: terms.burden, exclusivity: terms.exclusivity })].zh
      return [`${what}：${terms.beneficiary}，${terms.document}，${formatDateZh(terms.beginsOn)}${until}`]
    }
    case 'release':
      return [
        `解除：${encumbranceNames[burdenOf({ kind: terms.burden, exclusivity: terms.exclusivity })].zh} ${terms.number}，${terms.beneficiary}`,
      ]
  }
}
