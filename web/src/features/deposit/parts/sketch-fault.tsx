import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { problemWords } from '../../../ui/problem-words.ts'
import { uiText } from '../../../ui/text.ts'
import { keepSketch, overlapsQuery } from '../api.ts'
import { depositText } from '../text.ts'
import { dropSketchFault, recallSketchFault } from './prepare.ts'

/** In the window that made the deposit: that its sketch did not get through, and another try. The deposit stands either way. */
export function SketchFault({ id }: { id: string }) {
  const text = useText(depositText).page.sketch
  const shell = useText(uiText)
  const [fault] = useState(() => recallSketchFault(id))
  const client = useQueryClient()
  const command = useCommand({
    run: keepSketch,
    onDone: () => {
      dropSketchFault(id)
      void client.invalidateQueries(overlapsQuery(id))
    },
  })
  if (!fault) return null
  if (command.isSuccess) return <Alert type="success" showIcon title={text.sent} className="notice" />
  const sentence = command.error ? problemWords(command.error, shell).detail : fault.sentence
  return (
    <Alert
      type="warning"
      showIcon
      className="notice"
      title={text.fault(sentence)}
      description={
        <Button loading={command.isPending} onClick={() => command.mutate({ id, disclosure: fault.disclosure })}>
          {text.again}
        </Button>
      }
    />
  )
}
