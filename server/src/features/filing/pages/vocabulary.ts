import { formWords } from '@datadeed/core/kernel/form-words'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import { vocabularyParts } from '@datadeed/core/kernel/rule-pack-aids'
import { html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { text as siteText } from '../../../platform/html/text.ts'
import type { View } from '../../../platform/html/view.ts'

const zh = {
  title: '运输数据词表',
  lead: '名称只用这里的用语，以及地名、年份和路线、桥隧、站场的专名，符合绿色审核通道的命名条件。填写申请时会逐步提示。',
  none: '现行规则没有词表，名称不受用语限制。',
  parts: { object: '运输对象', collection: '采集', processing: '加工', use: '用途', noun: '数据名词' },
  every: '各种运输方式',
  beside: '可以并用的内容',
  besideLead: '除下列内容外，还可以写贵州省各市州、县区的名称。',
  green: '绿色审核通道',
  source: '出处',
}
type Words = typeof zh
const en: Words = {
  title: 'Vocabulary of transport data',
  lead: 'A name made of these phrases, with places, years and proper names of roads, bridges, tunnels and stations, meets the naming condition of the green channel. The form proposes them while you write.',
  none: 'The rules in force have no vocabulary.',
  parts: {
    ...{ object: 'Objects of transport', collection: 'Collection', processing: 'Processing', use: 'Use', noun: 'Data' },
  },
  every: 'Every mode of transport',
  beside: 'What may stand beside them',
  besideLead: 'Beside these, the names of the prefectures and counties of Guizhou.',
  green: 'Green channel',
  source: 'Source',
}

/** Every accepted phrase by what it says and by mode of transport, each set with its source. */
export function vocabularyPage(view: View, { vocabulary }: RulePack): Page {
  const { language } = view
  const t = { zh, en }[language]
  const { confidences } = siteText[language]
  const modes: Readonly<Record<string, string>> = formWords[language].values.modes
  const cited = ({ source, confidence }: { source: string; confidence: string }) =>
    html`<p class="muted">${t.source}：<span lang="zh-CN">${source}</span>（${confidences[confidence] ?? confidence}）</p>`
  const start = html`<header class="page-head with-actions"><div><h1>${t.title}</h1><p class="lead">${vocabulary ? t.lead : t.none}</p></div><p class="actions"><a class="button quiet" href="/green-channel">${t.green}</a></p></header>`
  const told = { title: t.title, description: vocabulary ? t.lead : t.none, place: 'guide' as const }
  if (!vocabulary) return { ...told, body: html`<div class="wide">${start}</div>` }
  return {
    ...told,
    body: html`<div class="wide">${start}
${vocabularyParts.map((part) => {
  const sets = vocabulary.sets.filter((set) => set.part === part)
  return (
    sets.length > 0 &&
    html`<section class="card"><h2>${t.parts[part]}</h2>${sets.map(
      (set) =>
        html`<h3>${set.mode ? (modes[set.mode] ?? set.mode) : t.every}</h3><ul class="fields" lang="zh-CN">${set.phrases.map((phrase) => html`<li>${phrase}</li>`)}</ul>${cited(set)}`,
    )}</section>`
  )
})}
<section class="card"><h2>${t.beside}</h2><p class="muted">${t.besideLead}</p><ul>${vocabulary.beside.map(({ name }) => html`<li lang="zh-CN">${name}</li>`)}</ul>${vocabulary.beside[0] && cited(vocabulary.beside[0])}</section></div>`,
  }
}
