// Polls, prepared with the programme or made on the spot. A person votes once across tabs, reloads, servers
// and devices.
//
// draft → open → closed: by hand, or by the timer on the server's clock.
import { z } from 'zod'
import { byHand, byVisit, command } from './command.ts'
import { createdId, id, instant } from './ids.ts'
import { feedbackMax, openTextMax, optionMax, promptMax } from './limits.ts'
import { declareRoutes, files } from './route.ts'
import { bounded, list, text, textOrNone } from './text.ts'

export const pollKinds = ['single', 'multiple', 'rating', 'text', 'quiz'] as const
const pollKind = z.enum(pollKinds)
export type PollKind = z.infer<typeof pollKind>

export const pollResults = ['closed', 'voted', 'live'] as const
/** When voters see results: once the poll is closed, once they have voted, or from the start. */
const pollResult = z.enum(pollResults)

const option = z.object({ id, text: text(optionMax) })

const draftFields = z.strictObject({
  kind: pollKind,
  prompt: text(promptMax, { lines: true }),
  /** For single, multiple and quiz: two to ten, each with its own id. */
  options: list(option, 10),
  /** For rating: from 1 to this. */
  scale: z.number().int().min(3).max(10).default(5),
  /**
   * For a quiz: ids of the right options, any of which is right. Revealed with `feedback` once the voter has
   * voted, may see results and can no longer change the vote.
   */
  correct: list(id, 10).default([]),
  feedback: textOrNone(feedbackMax, { lines: true }).default(''),
  /** False: the CE staff see who voted what, and the voter is told so before voting. */
  anonymous: z.boolean().default(true),
  results: pollResult.default('closed'),
  /** A vote may be changed while the poll is open. */
  mayChange: z.boolean().default(false),
  /** Closes by itself after this many seconds; null for never. */
  seconds: z.number().int().min(5).max(3600).nullable().default(null),
})

const hasOptions = (kind: PollKind): boolean => kind === 'single' || kind === 'multiple' || kind === 'quiz'

/** A poll as a moderator writes it. */
export const pollDraft = draftFields.superRefine((draft, context) => {
  const ids = draft.options.map((each) => each.id)
  const fail = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
  if (hasOptions(draft.kind) && ids.length < 2) fail('options', 'at least two options are needed')
  if (!hasOptions(draft.kind) && ids.length > 0) fail('options', 'this kind of poll has no options')
  if (new Set(ids).size !== ids.length) fail('options', 'every option needs an id of its own')
  if (draft.kind === 'quiz' && draft.correct.length === 0) fail('correct', 'a quiz needs a right answer')
  if (draft.kind !== 'quiz' && draft.correct.length > 0) fail('correct', 'only a quiz has a right answer')
  if (draft.correct.some((right) => !ids.includes(right))) fail('correct', 'that is none of the options')
})
export type PollDraft = z.infer<typeof pollDraft>

export const pollStatuses = ['draft', 'open', 'closed'] as const
const pollStatus = z.enum(pollStatuses)

const pollTally = z.object({
  /** Number of voters; each counts once, even with several choices. */
  people: z.number().int().nonnegative(),
  /** By option id, or by "1" … for a rating; empty for open text. */
  counts: z.record(z.string(), z.number().int().nonnegative()),
})
export type PollTally = z.infer<typeof pollTally>

/** One person's vote: option ids, or one of "1" … for a rating, or the text. */
export const pollChoice = z.strictObject({
  options: list(bounded(64), 10).default([]),
  text: textOrNone(openTextMax, { lines: true }).default(''),
})
export type PollChoice = z.infer<typeof pollChoice>

/** As one person sees it: null hides what they must not see yet. */
const poll = draftFields.omit({ correct: true, feedback: true }).extend({
  id,
  version: z.number().int().nonnegative(),
  status: pollStatus,
  openedAt: instant.nullable(),
  /** When the timer will close it, or when it was closed. */
  closesAt: instant.nullable(),
  /** Its results are shown on the stage. */
  onStage: z.boolean(),
  tally: pollTally.nullable(),
  correct: z.array(id).nullable(),
  feedback: z.string().nullable(),
  /** What this person voted. */
  mine: pollChoice.nullable(),
})
export type Poll = z.infer<typeof poll>

/** Viewers get open and closed polls; moderators also complete drafts. */
const pollList = z.object({
  sessionId: id,
  version: z.number().int().nonnegative(),
  polls: z.array(poll),
})
export type PollList = z.infer<typeof pollList>

const watchers = ['clinician', 'speaker', 'moderator', 'organiser'] as const
const moderators = ['moderator', 'organiser'] as const
const bySession = z.strictObject({ sessionId: id })
const byPoll = bySession.extend({ pollId: id })
/** `version` is the one its maker saw; `stale` if it has changed since. */
const change = byPoll.extend({ version: z.number().int().nonnegative() })

export const pollCommands = {
  'polls.list': command({ who: watchers, request: bySession, reply: pollList, rate: byVisit, large: true }),
  'polls.vote': command({
    who: watchers,
    request: byPoll.extend({ choice: pollChoice }),
    reply: poll,
    rate: { points: 20, seconds: 10 },
  }),
  /**
   * The newest 500 answers of an open-text poll, newest first (the CSV has all); names only if not anonymous.
   */
  'polls.answers': command({
    who: moderators,
    request: byPoll,
    reply: z.object({ answers: z.array(z.object({ text: z.string(), name: z.string().nullable() })) }),
    rate: byVisit,
    large: true,
  }),
  'polls.create': command({
    who: moderators,
    request: bySession.extend({ pollId: createdId, draft: pollDraft }),
    reply: poll,
    rate: byHand,
  }),
  /** Only a draft can be changed or deleted. */
  'polls.edit': command({
    who: moderators,
    request: change.extend({ draft: pollDraft }),
    reply: poll,
    rate: byHand,
  }),
  'polls.delete': command({ who: moderators, request: change, reply: z.object({}), rate: byHand }),
  'polls.open': command({ who: moderators, request: change, reply: poll, rate: byHand }),
  'polls.close': command({ who: moderators, request: change, reply: poll, rate: byHand }),
  /** At most one poll per session: showing one takes another off. */
  'polls.setOnStage': command({
    who: moderators,
    request: change.extend({ onStage: z.boolean() }),
    reply: poll,
    rate: byHand,
  }),
}

export const pollRoutes = declareRoutes({
  'polls.results': {
    summary: 'A poll’s results as a table; names only where voters were told so.',
    who: moderators,
    params: { sessionId: id, pollId: id },
    reply: files('text/csv'),
  },
})

export interface PollEvents {
  /**
   * A poll was opened, closed, changed or shown on stage, from `from` to `version`: a client with less than
   * `from` has missed a change and reloads the list. Sent as for a person who has not voted: while a poll is
   * open, a page keeps what its own vote revealed (`mine`, `tally`, `correct`, `feedback`).
   */
  'polls.changed': (event: { sessionId: string; from: number; version: number; poll: Poll }) => void
  'polls.deleted': (event: { sessionId: string; from: number; version: number; pollId: string }) => void
  /** At most two a second per poll, to those who may see results. */
  'polls.tally': (event: { sessionId: string; pollId: string; tally: PollTally }) => void
}
