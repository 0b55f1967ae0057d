import type { ComponentType } from 'react'

export type IconDrawing = ComponentType<{ 'aria-hidden': true }>

/** An icon beside its words. The icons name themselves in English, which must not get into a button's name. */
export const Icon = ({ of: Drawing }: { of: IconDrawing }) => <Drawing aria-hidden />
