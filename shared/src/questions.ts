// Questions of the audience, and the moderators' desk for them. Anonymous to peers, never to the CE staff.
//
//   asked → pending → approved → live → answered        pending | approved → dismissed
//
// A question belongs to a group when duplicates were merged: the group's votes are the people who voted for any of it, each
// counted once. Every change grows the queue's version; a change to a question is made only on the version that its maker saw,
// votes since then aside: a popular question changes many times a second, and its moderators must get a word in.
import { z } from 'zod'
import { byHand, byPage, byVisit, command } from './command.ts'
import { createdId, id, instant } from './ids.ts'
import { answerMax, questionMax, reasonMax } from './limits.ts'
import { text } from './text.ts'

export const questionStatuses = ['pending', 'approved', 'live', 'answered', 'dismissed'] as const
const questionStatus = z.enum(questionStatuses)
export type QuestionStatus = z.infer<typeof questionStatus>

/** As everybody may see it who may see it at all. */
export const question = z.object({
  id,
  /** The version of the queue at its last change. */
  version: z.number().int().nonnegative(),
  text: z.string(),
  status: questionStatus,
  askedAt: instant,
  /** People who voted for it or for anything merged into it. */
  votes: z.number().int().nonnegative(),
  /** Its place among the approved, smaller first; moderators move it. */
  order: z.number(),
  /** Shown over the stage, to all. One question of a session at most. */
  pinned: z.boolean(),
  /** The answer in writing; null where it was answered live, or not yet. */
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  /** The reason for its dismissal that the asker may see. */
  reason: z.string().nullable(),
  /** The question that it was merged into. */
  mergedInto: id.nullable(),
})
export type Question = z.infer<typeof question>

/** As the staff of the session see it. */
export const staffQuestion = question.extend({
  /** As the asker wrote it, where a moderator has edited it. */
  original: z.string().nullable(),
  /** The panellist it is for. */
  assignedTo: id.nullable(),
  /** To be asked aloud by the person. */
  askLive: z.boolean(),
  /** Only for moderators and organisers: the CE staff knows who asks. */
  asker: z.object({ personId: id, name: z.string(), muted: z.boolean() }).nullable(),
})
export type StaffQuestion = z.infer<typeof staffQuestion>

const questionSettings = z.object({
  open: z.boolean(),
  /** Seconds between two questions of one person; 0 for none. */
  slowSeconds: z.number().int().min(0).max(3600),
})
export type QuestionSettings = z.infer<typeof questionSettings>

/**
 * A snapshot. Moderators and organisers get all. Others get what is approved, live or answered and not merged: speakers as
 * staff see it (`asker` null), viewers as everybody. `votedFor` names what can be seen: the root of a group.
 */
const questionList = z.object({
  sessionId: id,
  version: z.number().int().nonnegative(),
  settings: questionSettings,
  questions: z.array(z.union([staffQuestion, question])),
  /** What this person asked, in whatever state (that of the root, where it was merged), and what it voted for. */
  mine: z.array(question),
  votedFor: z.array(id),
  /** Whether a moderator has muted this person's questions. */
  muted: z.boolean(),
})
export type QuestionList = z.infer<typeof questionList>

/** From `from` to `version`. Whoever has less than `from` has missed one, and asks for the list. */
const questionChanges = z.object({
  sessionId: id,
  from: z.number().int().nonnegative(),
  version: z.number().int().nonnegative(),
  settings: questionSettings,
  changed: z.array(z.union([staffQuestion, question])),
  /** No longer to be shown. */
  removed: z.array(id),
})
export type QuestionChanges = z.infer<typeof questionChanges>

const watchers = ['clinician', 'speaker', 'moderator', 'organiser'] as const
/** Of that session. Speakers read the queue; they do not curate it. */
const moderators = ['moderator', 'organiser'] as const
const bySession = z.strictObject({ sessionId: id })
const byQuestion = bySession.extend({ questionId: id })
/** `version` is the question's as its maker saw it: what somebody else has changed since is not overwritten (`stale`). */
const change = byQuestion.extend({ version: z.number().int().nonnegative() })
/** What a moderator did, by an id with which it can be undone. */
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
    /** `questionId` is the one whose votes these are: the root, where the other was merged. The asker cannot vote for it. */
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
  /** `questionId`, with what was merged into it before, becomes part of `into`; both as their versions say. */
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
  /** To the place before `before`, or to the end of the approved. */
  'questions.move': command({
    who: moderators,
    request: change.extend({ before: id.nullable() }),
    reply: done,
    rate: byPage,
  }),
  /** Pinning one takes the pin off any other. */
  'questions.pin': command({
    who: moderators,
    request: change.extend({ pinned: z.boolean() }),
    reply: done,
    rate: byPage,
  }),
  /** It is being answered now, aloud. */
  'questions.goLive': command({ who: moderators, request: change, reply: done, rate: byPage }),
  /** Answered: in writing, or aloud where `answer` is null. */
  'questions.answer': command({
    who: moderators,
    request: change.extend({ answer: text(answerMax, { lines: true }).nullable() }),
    reply: done,
    rate: byPage,
  }),
  /** Takes back what a moderator did; `stale` where something has changed since. */
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
  /** Mutes or unmutes the asker of a question, who is told. */
  'questions.mute': command({
    who: moderators,
    request: byQuestion.extend({ muted: z.boolean() }),
    reply: z.object({ muted: z.boolean() }),
    rate: byHand,
  }),
  /** Shown to the other moderators while one edits a question; sent again every few seconds, null when done. */
  'questions.editing': command({
    who: moderators,
    request: bySession.extend({ questionId: id.nullable() }),
    reply: z.object({}),
    rate: byPage,
  }),
}

export interface QuestionEvents {
  /** At most four a second for each session. Viewers and staff get their own. */
  'questions.changes': (changes: QuestionChanges) => void
  /** To the asker alone: what became of it. */
  'questions.mine': (event: { sessionId: string; question: Question }) => void
  /** To the person alone. */
  'questions.muted': (event: { sessionId: string; muted: boolean }) => void
  /** To the staff: who edits which question. */
  'questions.editing': (event: {
    sessionId: string
    personId: string
    name: string
    questionId: string | null
  }) => void
}
