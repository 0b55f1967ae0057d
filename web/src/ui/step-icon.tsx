import { CheckOutlined } from '@ant-design/icons'
import type { StepsProps } from 'antd'
import { useText } from '../app/language.ts'
import { uiText } from './text.ts'

const Done = () => <CheckOutlined className="ant-steps-item-icon-finish" aria-label={useText(uiText).done} />

/** For `iconRender` of steps: their own tick is named after its icon, in English. */
export const stepIcon: StepsProps['iconRender'] = (icon, { item }) => (item.status === 'finish' ? <Done /> : icon)
