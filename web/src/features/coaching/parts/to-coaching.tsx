import { Link } from '@tanstack/react-router'
import { useText } from '../../../app/language.ts'
import { coachingText } from '../text.ts'

/** The way back from a page of the feature to its list. */
export function ToCoaching() {
  return <Link to="/coaching">{useText(coachingText).title}</Link>
}
