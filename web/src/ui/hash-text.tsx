import { useText } from '../app/language.ts'
import { CopyButton } from './copy-button.tsx'
import { shortHash } from './format.ts'
import { uiText } from './text.ts'

/** A digest, shortened on screen with a copy button, whole on paper and for screen readers' copy. */
export function HashText({ hash, what, whole = false }: { hash: string; what?: string; whole?: boolean }) {
  const text = useText(uiText)
  return (
    <span className="hash">
      {whole ? (
        <code className="hash-whole">{hash}</code>
      ) : (
        <>
          <code className="screen-only" title={hash}>
            {shortHash(hash)}
          </code>
          <code className="print-only hash-whole">{hash}</code>
        </>
      )}
      <CopyButton value={hash} what={what ?? text.hash} />
    </span>
  )
}
