import type { UploadPart } from '../features/filing/attachments.ts'
import { createCanvas, renderPdf } from '../platform/pdf/canvas.ts'
import { a4, createFlow } from '../platform/pdf/flow.ts'
import { loadFonts } from '../platform/pdf/fonts.ts'

const paragraphs = [
  '本说明为演示材料，所涉单位、人员和数据均为虚构。',
  '一、数据由本单位自有设备和业务系统在日常运营中采集，设备台账和系统运行记录由本单位保存。',
  '二、采集、传输和存储均在本单位专用网络内进行，未从互联网抓取，未购买第三方数据。',
  '三、数据为统计汇总结果，不含可识别自然人的信息。',
]

async function draw(company: string): Promise<Uint8Array> {
  const canvas = createCanvas(await loadFonts())
  const flow = createFlow(canvas)
  flow.paragraph('数据来源说明', { size: 20, weight: 'bold', align: 'centre', after: 18 })
  for (const text of paragraphs) flow.paragraph(text, { size: 12, indent: 2, justify: true, leading: 1.8, after: 6 })
  flow.paragraph(company, { size: 12, align: 'right', after: 4 })
  flow.finish({ left: '演示材料', right: (page, pages) => `${page} / ${pages}` })
  const facts = { title: '数据来源说明', author: company, subject: '演示材料', keywords: [], at: new Date(0) }
  return await renderPdf(canvas, a4, facts)
}

const drawn = new Map<string, Promise<Uint8Array>>()

/** A one-page proof of source, as a browser would upload it; a company has one for all it files. */
export async function* proofOfSource(company: string): AsyncGenerator<UploadPart> {
  const proof = drawn.get(company) ?? draw(company)
  drawn.set(company, proof)
  const bytes = await proof
  yield { type: 'field', fieldname: 'kind', value: 'source_proof' }
  const file = (async function* () {
    yield bytes
  })()
  yield { type: 'file', fieldname: 'file', filename: '数据来源说明.pdf', file }
}
