// What comes next in preparing a conference. Pure.
import type { Progress } from '@lectern/shared/overview'
import { counted } from '../words/counts.ts'

export interface NextStep {
  id: string
  title: string
  words: string
  state: 'done' | 'now' | 'next'
  /** Where it is done; absent for somebody who may not open that page. */
  to?: string
  action: string
}

type Planned = Omit<NextStep, 'state' | 'to'> & { to: string; isDone: boolean; isOffice?: boolean }

const clearedWords = ({ faculty, uncleared }: Progress): string =>
  faculty === 0
    ? 'Speakers, moderators and planners of accredited sessions disclose their relationships with companies.'
    : uncleared === 0
      ? `Everyone is cleared: ${counted(faculty, 'person', 'people')}.`
      : `${uncleared} of ${counted(faculty, 'person', 'people')} not cleared yet. An accredited session cannot go live before.`

const planned = (progress: Progress): Planned[] => [
  {
    id: 'programme',
    title: 'Programme',
    words:
      progress.sessions === 0
        ? 'Write the sessions, or import them from a file.'
        : `${counted(progress.sessions, 'session')}.`,
    to: '/office/programme',
    action: progress.sessions === 0 ? 'Plan the programme' : 'Open the programme',
    isDone: progress.sessions > 0,
  },
  {
    id: 'people',
    title: 'People',
    words:
      progress.people === 0
        ? 'Add speakers, moderators and learners, one by one or from a file.'
        : `${counted(progress.people, 'person', 'people')} besides the organisers.`,
    to: '/office/people',
    action: progress.people === 0 ? 'Add people' : 'Open the people',
    isDone: progress.people > 0,
    isOffice: true,
  },
  {
    id: 'disclosures',
    title: 'Disclosures',
    words: clearedWords(progress),
    to: '/office/disclosures',
    action: 'Open the disclosures',
    isDone: progress.faculty > 0 && progress.uncleared === 0,
    isOffice: true,
  },
  {
    id: 'live',
    title: 'The sessions',
    words:
      progress.ended === 0
        ? 'On the day, moderators start them at their desks.'
        : `${progress.ended} of ${counted(progress.sessions, 'session')} over.`,
    to: '/',
    action: 'Open the agenda',
    isDone: progress.sessions > 0 && progress.ended === progress.sessions,
  },
  {
    id: 'credit',
    title: 'Credit',
    words: 'Learners evaluate and claim; you report to the registers.',
    to: '/office/credit',
    action: 'Open credit',
    isDone: false,
    isOffice: true,
  },
]

/** In order; the first that is not done is now. */
export function nextSteps(progress: Progress, isOffice: boolean): NextStep[] {
  const all = planned(progress)
  const now = all.findIndex(({ isDone }) => !isDone)
  return all.map(({ isDone, isOffice: needsOffice, to, ...step }, index) => ({
    ...step,
    state: isDone ? 'done' : index === now ? 'now' : 'next',
    ...((isOffice || !needsOffice) && { to }),
  }))
}
