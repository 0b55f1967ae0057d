import { formWords } from '@datadeed/core/kernel/form-words'

export const zh = {
  labels: formWords.zh.fields,
  sections: {
    basic: '名称与用途',
    source: '来源与取得',
    compliance: '个人信息与重要数据',
    content: '数据内容',
    processing: '处理规则与样例',
    rights: '权属与使用',
    commitments: '承诺',
  },
  values: formWords.zh.values as Record<string, Record<string, string>>,
  columns: { name: '字段名', label: '中文名', type: '类型', unit: '单位', meaning: '含义', sensitivity: '敏感性' },
  sensitivity: formWords.zh.values.sensitivity as Record<string, string>,
  holder: (name: string, uscc: string, share: string) =>
    [name, uscc, share && `份额 ${share}`].filter(Boolean).join('，'),
  records: (n: string) => `${n} 条`,
  bytes: (n: string) => `${n} 字节`,
  yes: '是',
  no: '否',
  list: '、',
}

export type FieldText = typeof zh
