// The audience's questions and the moderators' desk. Anonymous to peers, never to the CE staff.
//
// asked → pending → approved → live → answered
// pending | approved → dismissed
//
// Merged duplicates form a group, whose votes are the people who voted for any question in it, each once.
// Every change increments the queue's version. A change to a question requires the version its maker saw;
// votes do not count as changes, since a popular question gets many a second and moderators must still be
// able to act.
import { z } from 'zod'
import { byHand, byPage, byVisit, command } from './command.ts'
import { createdId, id, instant } from './ids.ts'
import { answerMax, questionMax, reasonMax } from './limits.ts'
import { text } from './text.ts'

export const questionStatuses = ['pending', 'approved', 'live', 'answered', 'dismissed'] as const
const questionStatus = z.enum(questionStatuses)
export type QuestionStatus = z.infer<typeof questionStatus>

/** As shown to everyone who may see it. */
export const question = z.object({
  id,
  /** The queue's version at its last change. */
  version: z.number().int().nonnegative(),
  text: z.string(),
  status: questionStatus,
  askedAt: instant,
  /** People who voted for it or for a question merged into it. */
  votes: z.number().int().nonnegative(),
  /** Its position among the approved, smallest first; moderators move it. */
  order: z.number(),
  /** Shown over the stage to everyone; at most one per session. */
  pinned: z.boolean(),
  /** The written answer; null if answered live or not yet. */
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  /** The reason for its dismissal, for the asker. */
  reason: z.string().nullable(),
  /** The question that it was merged into. */
  mergedInto: id.nullable(),
})
export type Question = z.infer<typeof question>

/** As the staff of the session see it. */
export const staffQuestion = question.extend({
  /** The asker's own words, if a moderator has edited them. */
  original: z.string().nullable(),
  /** The panellist it is for. */
  assignedTo: id.nullable(),
  /** The person shall ask it aloud. */
  askLive: z.boolean(),
  /** For moderators and organisers only: the CE staff know who asks. */
  asker: z.object({ personId: id, name: z.string(), muted: z.boolean() }).nullable(),
})
export type StaffQuestion = z.infer<typeof staffQuestion>

const questionSettings = z.object({
  open: z.boolean(),
  /** Minimum seconds between two questions of one person; 0 for none. */
  slowSeconds: z.number().int().min(0).max(3600),
})
export type QuestionSettings = z.infer<typeof questionSettings>

/**
 * A snapshot. Moderators and organisers get everything. Others get approved, live and answered questions that
 * are not merged: speakers in the staff's form (`asker` null), viewers in the public form. `votedFor` names
 * visible questions: the root of a group.
 */
const questionList = z.object({
  sessionId: id,
  version: z.number().int().nonnegative(),
  settings: questionSettings,
  questions: z.array(z.union([staffQuestion, question])),
  /** This person's own questions in any state (the root's, if merged), and their votes. */
  mine: z.array(question),
  votedFor: z.array(id),
  /** Whether a moderator has muted this person's questions. */
  muted: z.boolean(),
})
export type QuestionList = z.infer<typeof questionList>

/** Changes from `from` to `version`. A client with less than `from` has missed some and reloads the list. */
const questionChanges = z.object({
  sessionId: id,
  from: z.number().int().nonnegative(),
  version: z.number().int().nonnegative(),
  settings: questionSettings,
  changed: z.array(z.union([staffQuestion, question])),
  /** No longer visible. */
  removed: z.array(id),
})
export type QuestionChanges = z.infer<typeof questionChanges>

const watchers = ['clinician', 'speaker', 'moderator', 'organiser'] as const
/** Of that session. Speakers read the queue; they do not curate it. */
const moderators = ['moderator', 'organiser'] as const
const bySession = z.strictObject({ sessionId: id })
const byQuestion = bySession.extend({ questionId: id })
/** `version` is the one its maker saw: a change made meanwhile is not overwritten (`stale`). */
const change = byQuestion.extend({ version: z.number().int().nonnegative() })
/** The result of a moderator's action, with the id that undoes it. */
const done = z.object({ question: staffQuestion, undoId: id })

export const questionCommands = {
  'questions.list': command({
    who: watchers,
    request: bySession,
    reply: questionList,
    rate: byVisit,
    large: true,
  }),
  'questions.ask': command({
    who: watchers,
    request: bySession.extend({ questionId: createdId, text: text(questionMax, { lines: true }) }),
    reply: question,
    rate: { points: 5, seconds: 60 },
  }),
  'questions.vote': command({
    who: watchers,
    request: byQuestion.extend({ up: z.boolean() }),
    /**
     * `questionId` is the question that now holds the votes: the root, if merged. Askers cannot vote for
     * their own.
     */
    reply: z.object({ questionId: id, votes: z.number().int(), up: z.boolean() }),
    rate: { points: 30, seconds: 10 },
  }),
  'questions.approve': command({ who: moderators, request: change, reply: done, rate: byPage }),
  'questions.dismiss': command({
    who: moderators,
    request: change.extend({ reason: text(reasonMax, { lines: true }).nullable() }),
    reply: done,
    rate: byPage,
  }),
  'questions.edit': command({
    who: moderators,
    request: change.extend({ text: text(questionMax, { lines: true }) }),
    reply: done,
    rate: byPage,
  }),
  /** Merges `questionId`, with everything already merged into it, into `into`; both versions must match. */
  'questions.merge': command({
    who: moderators,
    request: change.extend({ into: id, intoVersion: z.number().int().nonnegative() }),
    reply: done,
    rate: byPage,
  }),
  'questions.unmerge': command({ who: moderators, request: change, reply: done, rate: byPage }),
  'questions.assign': command({
    who: moderators,
    request: change.extend({ personId: id.nullable() }),
    reply: done,
    rate: byPage,
  }),
  'questions.setAskLive': command({
    who: moderators,
    request: change.extend({ askLive: z.boolean() }),
    reply: done,
    rate: byPage,
  }),
  /** Moves it before `before`, or to the end of the approved. */
  'questions.move': command({
    who: moderators,
    request: change.extend({ before: id.nullable() }),
    reply: done,
    rate: byPage,
  }),
  /** Pinning a question unpins any other. */
  'questions.pin': command({
    who: moderators,
    request: change.extend({ pinned: z.boolean() }),
    reply: done,
    rate: byPage,
  }),
  /** It is being answered aloud now. `pin`: it is also approved if need be, and pinned. */
  'questions.goLive': command({
    who: moderators,
    request: change.extend({ pin: z.literal(true).optional() }),
    reply: done,
    rate: byPage,
  }),
  /** Answered in writing, or aloud if `answer` is null. */
  'questions.answer': command({
    who: moderators,
    request: change.extend({ answer: text(answerMax, { lines: true }).nullable() }),
    reply: done,
    rate: byPage,
  }),
  /** Undoes a moderator's action; `stale` if something has changed since. */
  'questions.undo': command({
    who: moderators,
    request: bySession.extend({ undoId: id }),
    reply: z.object({ questions: z.array(staffQuestion) }),
    rate: byPage,
  }),
  'questions.set': command({
    who: moderators,
    request: bySession.extend({ settings: questionSettings }),
    reply: questionSettings,
    rate: byHand,
  }),
  /** Mutes or unmutes the asker of a question, who is notified. */
  'questions.mute': command({
    who: moderators,
    request: byQuestion.extend({ muted: z.boolean() }),
    reply: z.object({ muted: z.boolean() }),
    rate: byHand,
  }),
  /** Shown to the other moderators while one edits a question; repeated every few seconds, null when done. */
  'questions.editing': command({
    who: moderators,
    request: bySession.extend({ questionId: id.nullable() }),
    reply: z.object({}),
    rate: byPage,
  }),
  /** The same for the question that a moderator's cursor is on. */
  'questions.cursor': command({
    who: moderators,
    request: bySession.extend({ questionId: id.nullable() }),
    reply: z.object({}),
    rate: byPage,
  }),
}

/** Where a moderator is, for the other moderators. Stored nowhere: pages forget it after some seconds. */
interface ModeratorAt {
  sessionId: string
  personId: string
  name: string
  questionId: string | null
}

export interface QuestionEvents {
  /** At most four a second per session. Viewers and staff each get their own form. */
  'questions.changes': (changes: QuestionChanges) => void
  /** To the asker only: the new state. */
  'questions.mine': (event: { sessionId: string; question: Question }) => void
  /** To the person only. */
  'questions.muted': (event: { sessionId: string; muted: boolean }) => void
  /** To the desk: who is editing which question. */
  'questions.editing': (event: ModeratorAt) => void
  /** To the desk: whose cursor is on which question. */
  'questions.cursor': (event: ModeratorAt) => void
}
