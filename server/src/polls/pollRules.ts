// What a poll is to whom, and what a vote may be: pure, so that every case can be tried.
import { errors } from '@lectern/shared/errors'
import type { Poll, PollChoice, PollDraft, PollTally } from '@lectern/shared/polls'

/** A poll with everything in it, as the servers know it. */
export interface PollRecord {
  id: string
  draft: PollDraft
  version: number
  /** As it was noted last: a timer that has run out since is not in it, see `statusOf`. */
  status: Poll['status']
  /** Its place in the list: the list's version when it was made. */
  made: number
  openedAt: number | null
  closesAt: number | null
  onStage: boolean
  tally: PollTally
}

/** The desk: moderators of the session and organisers. Everybody else sees what viewers see, speakers too. */
export type Eyes = 'desk' | 'viewer'

/** A poll whose time has passed is closed, whether or not a process was there to close it. */
export const statusOf = ({ status, closesAt }: PollRecord, now: number): Poll['status'] =>
  status === 'open' && closesAt !== null && closesAt <= now ? 'closed' : status

/** Everything that is counted by itself: option ids, or the numbers of the scale; nothing for open text. */
export function choicesOf({ kind, options, scale }: PollDraft): string[] {
  if (kind === 'text') return []
  if (kind === 'rating') return Array.from({ length: scale }, (_, i) => String(i + 1))
  return options.map((option) => option.id)
}

/**
 * The poll as these eyes may see it; `mine` is their own vote. Undefined where they may not know of
 * it at all.
 */
export function pollFor(
  eyes: Eyes,
  record: PollRecord,
  mine: PollChoice | null,
  now: number,
): Poll | undefined {
  const { draft, id, version, openedAt, closesAt, onStage } = record
  const status = statusOf(record, now)
  if (status === 'draft' && eyes !== 'desk') return undefined
  const over = status === 'closed'
  const voted = mine !== null
  const seesTally =
    eyes === 'desk' || over || draft.results === 'live' || (draft.results === 'voted' && voted)
  // Nobody is told the right answer while they can still give it.
  const seesAnswer = eyes === 'desk' || over || (seesTally && voted && !draft.mayChange)
  const { correct, feedback, ...shown } = draft
  return {
    ...shown,
    id,
    version,
    status,
    openedAt,
    closesAt,
    onStage,
    tally: seesTally ? record.tally : null,
    correct: seesAnswer ? correct : null,
    feedback: seesAnswer ? feedback : null,
    mine,
  }
}

/**
 * The one way of writing this choice, so that the same vote sent twice is seen to be the same.
 * Throws `invalid_request`.
 */
export function checkedChoice(draft: PollDraft, { options, text }: PollChoice): PollChoice {
  const refuse = (problem: string) => errors.invalidRequest(problem)
  if (draft.kind === 'text') {
    if (options.length > 0) throw refuse('this poll is answered in words, not by choosing')
    if (text === '') throw refuse('the answer is empty')
    return { options: [], text }
  }
  if (text !== '') throw refuse('this poll is answered by choosing, not in words')
  const choices = choicesOf(draft)
  if (options.length === 0) throw refuse('nothing is chosen')
  if (options.some((option) => !choices.includes(option)))
    throw refuse(
      draft.kind === 'rating'
        ? `the rating is a number from 1 to ${draft.scale}`
        : 'that is none of the options of this poll',
    )
  const chosen = choices.filter((choice) => options.includes(choice))
  if (chosen.length > 1 && draft.kind !== 'multiple') throw refuse('only one can be chosen in this poll')
  return { options: chosen, text: '' }
}
