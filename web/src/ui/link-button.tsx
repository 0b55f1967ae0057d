import { createLink } from '@tanstack/react-router'
import { Button } from 'antd'

/** A link to a page of the workplace that looks like a button: for the one step that a page leads to. */
export const LinkButton = createLink(Button)
