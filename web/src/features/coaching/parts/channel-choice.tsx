import { type Channel, channels } from '@datadeed/core/coaching/schema'
import { Radio } from 'antd'
import { useText } from '../../../app/language.ts'
import { coachingText } from '../text.ts'

type Props = { value: Channel; help?: string; onChange: (value: Channel) => void }

/** How the two sides came into contact. */
export function ChannelChoice({ value, help, onChange }: Props) {
  const text = useText(coachingText)
  return (
    <fieldset>
      <legend>{text.channel}</legend>
      <Radio.Group
        name="channel"
        value={value}
        options={channels.map((one) => ({ value: one, label: text.channels[one] }))}
        onChange={({ target }) => onChange(target.value)}
      />
      {help && <p className="entry-help">{help}</p>}
    </fieldset>
  )
}
