// Screen-reader announcements, one sentence per important change.
import type { Question } from '@lectern/shared/questions'
import { counted } from '../words/counts.ts'
import { isShown, type QuestionsState } from './questionsState.ts'

type Part = Pick<QuestionsState, 'questions' | 'mine' | 'settings' | 'muted'>

/** The state of the person's own question, in words. */
export function stateInWords({ status, mergedInto }: Question): string {
  if (mergedInto !== null && status !== 'answered') return 'Merged with a similar question; votes count there'
  return {
    pending: 'Waiting for a moderator',
    approved: 'Approved: everyone can see it and vote for it',
    live: 'Being answered now',
    answered: 'Answered',
    dismissed: 'Not taken up',
  }[status]
}

export function announcementOf(before: Part, after: Part): string {
  const said: string[] = []
  for (const question of Object.values(after.mine)) {
    const known = before.mine[question.id]
    if (known && (known.status !== question.status || known.mergedInto !== question.mergedInto))
      said.push(`Your question: ${stateInWords(question)}.`)
  }
  const shown = Object.values(after.questions).filter(isShown)
  for (const question of shown)
    if (question.status === 'live' && before.questions[question.id]?.status !== 'live')
      said.push(`Being answered now: ${question.text}`)
  const isNew = ({ id, status }: Question) =>
    status === 'approved' && before.questions[id]?.status !== 'approved'
  const fresh = shown.filter(isNew).length
  if (fresh > 0) said.push(fresh === 1 ? 'One new question.' : `${counted(fresh, 'new question')}.`)
  if (before.settings.open !== after.settings.open)
    said.push(after.settings.open ? 'Questions are open.' : 'Questions are closed.')
  return said.join(' ')
}
