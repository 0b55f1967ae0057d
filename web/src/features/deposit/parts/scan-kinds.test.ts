import { builtInPacks } from '@datadeed/core/kernel/rule-pack'
import { kinds } from '@datadeed/dataset'
import { expect, it } from 'vitest'

it.each(builtInPacks)(
  'the pack of $jurisdiction names every kind of the scan that is personal information, and no other',
  (pack) => {
    const personal = Object.entries(kinds).filter(([, kind]) => kind.class !== '商业信息')
    expect(pack.preExamination?.scan?.kinds.map(({ code, name }) => [code, name])).toEqual(
      personal.map(([code, { name }]) => [code, name]),
    )
  },
)
