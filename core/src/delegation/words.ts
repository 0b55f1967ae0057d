/** 某代理公司 李某（代某公司，委托书 …）：who for whom, at every act. Without a name the delegate is one coach. */
export const actedFor = (act: {
  delegate: string | null
  person: string
  principal: string
  number: string
  keyName?: string | null
}): string =>
  `${act.delegate ?? '辅导员'} ${act.person}${act.keyName ? `（接口密钥“${act.keyName}”）` : ''}（代${act.principal}，委托书 ${act.number}）`
