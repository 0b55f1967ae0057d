const sentences = [
  '数据来源说明（演示材料）',
  '本说明为演示材料，所涉单位、人员均为虚构。',
  '一、数据由本单位自有设备和业务系统在日常运营中采集，设备台账和运行记录由本单位保存。',
  '二、采集、传输和存储均在本单位专用网络内进行，未从互联网抓取，未购买第三方数据。',
  '三、数据为统计汇总结果，不含可识别自然人的信息。',
]

const utf16 = (text: string): string =>
  `<${[...text].map((char) => char.charCodeAt(0).toString(16).padStart(4, '0')).join('')}>`

/** A page of Chinese text as PDF 1.7, in a font every reader brings along (Adobe-GB1); enough for a proof of source. */
export const sourceProofPdf = (company: string): Uint8Array => {
  const lines = [...sentences, company].map(
    (text, i) => `BT /F1 ${i === 0 ? 18 : 11} Tf 60 ${770 - 28 * i} Td ${utf16(text)} Tj ET`,
  )
  const content = lines.join('\n')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>',
    `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R /DW 1000
/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>`,
    `<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0
/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>`,
  ]
  let file = '%PDF-1.7\n'
  const offsets = objects.map((object, i) => {
    const at = file.length
    file += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const head = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`
  const tail = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
  return new TextEncoder().encode(file + head + tail)
}
