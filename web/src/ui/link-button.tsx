import { createLink } from '@tanstack/react-router'
import { Button, type ButtonProps } from 'antd'

type Props = Omit<ButtonProps, 'type'> & { look?: 'primary' | 'default' | 'text' }

/** A link to a page of the workplace that looks like a button: for the one step that a page leads to. */
export const LinkButton = createLink(({ look = 'default', ...button }: Props) => (
  // `type` would not arrive: the router keeps it from what it makes a link of.
  <Button {...button} type={look} />
))
