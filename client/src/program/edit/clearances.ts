import type { Session } from '@lectern/shared/program'
import type { Review } from '@lectern/shared/programReview'
import type { Clearance } from './PeopleField.tsx'

/**
 * How a person's disclosure stands, as far as the saved session needs one: undefined without credit, and for
 * somebody who was chosen just now.
 */
export function clearanceIn(
  review: Review | undefined,
  session: Session | undefined,
  personId: string,
): Clearance | undefined {
  if (!review?.accredited || !session) return undefined
  const { speakers, moderators, planners = [] } = session
  if ([...speakers, ...moderators, ...planners].every((member) => member.personId !== personId))
    return undefined
  const missing = review.missing.find((each) => each.code === 'not_cleared' && each.personId === personId)
  if (!missing) return { words: 'Cleared', isCleared: true }
  return { words: missing.who === 'office' ? 'Not cleared yet' : 'No disclosure', isCleared: false }
}
