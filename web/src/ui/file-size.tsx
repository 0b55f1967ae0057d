import { useLanguage } from '../app/language.ts'
import { formatBytes } from './format.ts'

/** A size people can grasp; the exact bytes, which evidence needs, on hover or with `exact` beside it. */
export function FileSize({ bytes, exact = false }: { bytes: number; exact?: boolean }) {
  const zh = useLanguage() === 'zh'
  const whole = zh ? `${bytes.toLocaleString('zh-CN')} 字节` : `${bytes.toLocaleString('en-GB')} bytes`
  return (
    <span className="figure nowrap" title={whole}>
      {formatBytes(bytes)}
      {exact && bytes >= 1000 && (zh ? `（${whole}）` : ` (${whole})`)}
    </span>
  )
}
