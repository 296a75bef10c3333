// Words for polls: counts, times and what comes next.
import type { Poll, PollKind } from '@lectern/shared/polls'
import { counted } from '../words/counts.ts'

export const kindWords: Record<PollKind, string> = {
  single: 'One answer',
  multiple: 'Several answers',
  rating: 'Rating',
  text: 'Open text',
  quiz: 'Quiz',
}

export const hasOptions = (kind: PollKind): boolean => kind !== 'rating' && kind !== 'text'

/** One press answers it. */
export const hasOneAnswer = (kind: PollKind): boolean => kind !== 'multiple' && kind !== 'text'

export const peopleVoted = (people: number): string =>
  people === 0 ? 'No votes yet' : `${counted(people, 'person', 'people')} voted`

export const privacyWords = ({ anonymous }: Pick<Poll, 'anonymous'>): string =>
  anonymous
    ? 'Anonymous: no one sees who voted for what.'
    : 'Not anonymous: the CE staff see who voted for what.'

/** Shown before voting. */
export function resultsWords({ kind, results }: Pick<Poll, 'kind' | 'results'>): string {
  if (kind === 'text') return 'The moderators read the answers.'
  if (results === 'closed') return 'Results appear when the poll closes.'
  return results === 'voted' ? 'Results appear once you vote.' : 'Results appear as they come in.'
}

/** Shown after voting, while the poll is open. */
export function nextWords({ kind, tally }: Pick<Poll, 'kind' | 'tally'>): string {
  if (kind === 'text') return 'The moderators read it with the other answers.'
  return tally ? 'These are the results so far.' : 'Results appear here when the poll closes.'
}

export const answersOf = ({ kind, scale, options }: Pick<Poll, 'kind' | 'scale' | 'options'>) =>
  kind === 'rating'
    ? Array.from({ length: scale }, (_, index) => ({ id: String(index + 1), text: String(index + 1) }))
    : options

/** A choice in the poll's own words. */
export function choiceWords(poll: Poll, choice: NonNullable<Poll['mine']>): string {
  if (poll.kind === 'text') return `“${choice.text}”`
  const texts = answersOf(poll).flatMap(({ id, text }) => (choice.options.includes(id) ? [text] : []))
  return texts.join(', ')
}

export interface ResultRow {
  id: string
  text: string
  count: number
  /** Share of the people who voted, in whole percent. */
  share: number
  isRight: boolean
  isMine: boolean
}

export function resultRows(poll: Poll): ResultRow[] {
  const { tally, correct, mine } = poll
  return answersOf(poll).map(({ id, text }) => {
    const count = tally?.counts[id] ?? 0
    return {
      id,
      text,
      count,
      share: tally?.people ? Math.round((count / tally.people) * 100) : 0,
      isRight: correct?.includes(id) ?? false,
      isMine: mine?.options.includes(id) ?? false,
    }
  })
}

/** The mean of a rating, with one decimal. */
export function averageOf({ tally }: Pick<Poll, 'tally'>): string | undefined {
  if (!tally?.people) return undefined
  const sum = Object.entries(tally.counts).reduce((total, [value, count]) => total + Number(value) * count, 0)
  return (sum / tally.people).toFixed(1)
}

const newest =
  (at: (poll: Poll) => number | null) =>
  (a: Poll, b: Poll): number =>
    (at(b) ?? 0) - (at(a) ?? 0)

/** Drafts in order of creation; open and closed polls newest first. */
export const sorted = (polls: readonly Poll[]) => ({
  drafts: polls.filter(({ status }) => status === 'draft'),
  open: polls.filter(({ status }) => status === 'open').sort(newest(({ openedAt }) => openedAt)),
  closed: polls.filter(({ status }) => status === 'closed').sort(newest(({ closesAt }) => closesAt)),
})
