import { guizhou, type RulePack } from '@datadeed/core/kernel/rule-pack'
import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import { packOfCase } from '../examination/api.ts'
import type { Case } from './api.ts'

/** Until the case's own pack has come, and where there is no case yet, the built-in one stands in. */
const PackContext = createContext<RulePack>(guizhou)

/** What is inside asks, names and explains as the rule pack does under which the case stands. */
export function CasePack({ rulePack, children }: { rulePack: Case['rulePack']; children: ReactNode }) {
  const { data = guizhou } = useQuery(packOfCase(rulePack))
  return <PackContext value={data}>{children}</PackContext>
}

export const useCasePack = (): RulePack => useContext(PackContext)
