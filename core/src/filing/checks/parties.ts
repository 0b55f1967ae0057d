import { checkUscc, usccText } from '../../kernel/uscc.ts'
import { type Check, found } from './check.ts'

const usccFault = (uscc: string): string | undefined => {
  const result = checkUscc(uscc)
  return result.ok ? undefined : usccText[result.reason]
}

/** An agent has a name and a code that checks. */
export const agent: Check = (form, { pack }) => {
  const [name, uscc] = [form.agentName?.trim(), form.agentUscc?.trim()]
  if (!name && !uscc) return []
  if (!name)
    return [
      found(pack, 'agent', {
        code: 'agent_name',
        field: 'agentName',
        message: '填写了代理机构的代码，却没有填写名称。',
        remedy: '请补填代理机构名称；没有代理的，请把代码也清空。',
      }),
    ]
  const fault = usccFault(uscc ?? '')
  return fault
    ? [
        found(pack, 'uscc', {
          code: 'agent_uscc',
          field: 'agentUscc',
          message: `代理机构：${fault}`,
          remedy: '请对照代理机构的营业执照填写 18 位代码。',
        }),
      ]
    : []
}

/** Joint ownership names the others, sole ownership nobody; each has a name and a code that checks. */
export const coHolders: Check = (form, { pack }) => {
  const others = form.coHolders ?? []
  const told = { code: 'co_holders' as const, field: 'coHolders' }
  if (form.ownership === 'joint' && others.length === 0)
    return [
      found(pack, 'ownership', {
        ...told,
        message: '权属类型是“共同”，还没有填写其他权利人。',
        remedy: '请逐个填写其他权利人的名称和统一社会信用代码。',
      }),
    ]
  if (form.ownership === 'sole' && others.length > 0)
    return [
      found(pack, 'ownership', {
        ...told,
        message: '权属类型是“单独”，却填写了其他权利人。',
        remedy: '请改选“共同”，或者删去其他权利人。',
      }),
    ]
  return others.flatMap(({ name, uscc }, i) => {
    const fault = name.trim() ? usccFault(uscc) : '没有填写名称。'
    if (!fault) return []
    return [
      found(pack, 'uscc', {
        code: 'co_holder_uscc',
        field: `coHolders.${i}`,
        message: `第 ${i + 1} 个权利人：${fault}`,
        remedy: '请对照营业执照填写名称和 18 位代码。',
      }),
    ]
  })
}
