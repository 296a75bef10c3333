// Who sees what of a poll, and which votes are valid. Pure, so that tests cover every case.
import { errors } from '@lectern/shared/errors'
import type { Poll, PollChoice, PollDraft, PollTally } from '@lectern/shared/polls'

/** A complete poll, as the servers know it. */
export interface PollRecord {
  id: string
  draft: PollDraft
  version: number
  /** As last recorded; `statusOf` takes a timer that has run out since into account. */
  status: Poll['status']
  /** Its position in the list: the list's version at its creation. */
  made: number
  openedAt: number | null
  closesAt: number | null
  onStage: boolean
  tally: PollTally
}

/** The desk: moderators of the session and organisers. Everyone else, speakers included, is a viewer. */
export type Eyes = 'desk' | 'viewer'

/** A poll whose time has passed is closed, even if no process was there to close it. */
export const statusOf = ({ status, closesAt }: PollRecord, now: number): Poll['status'] =>
  status === 'open' && closesAt !== null && closesAt <= now ? 'closed' : status

/** Everything counted separately: option ids or numbers of the scale; nothing for open text. */
export function choicesOf({ kind, options, scale }: PollDraft): string[] {
  if (kind === 'text') return []
  if (kind === 'rating') return Array.from({ length: scale }, (_, i) => String(i + 1))
  return options.map((option) => option.id)
}

/**
 * The poll as these viewers may see it; `mine` is their own vote. Undefined if they must not know it exists.
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
  // Nobody sees the right answer while they can still give it.
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

/** The canonical form of a choice, so that a repeated vote is recognised. Throws `invalid_request`. */
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
