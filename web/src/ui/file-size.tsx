import { useLanguage } from '../app/language.ts'
import { formatBytes } from './format.ts'

/** A size people can grasp; the exact bytes, which evidence needs, on hover and in print. */
export function FileSize({ bytes }: { bytes: number }) {
  const zh = useLanguage() === 'zh'
  const exact = zh ? `${bytes.toLocaleString('zh-CN')} 字节` : `${bytes.toLocaleString('en-GB')} bytes`
  return (
    <span className="figure nowrap" title={exact}>
      {formatBytes(bytes)}
      <span className="print-only">（{exact}）</span>
    </span>
  )
}
