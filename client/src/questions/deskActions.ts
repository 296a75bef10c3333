// What a moderator can do with a question, with which key, and
// when: for the cards, the keys and the help sheet.

import type { QuestionStatus, StaffQuestion } from '@lectern/shared/questions'
import { keyWords } from '../ui/Keycap.tsx'

export const actionNames = [
  'approve',
  'dismiss',
  'goLive',
  'answered',
  'write',
  'pin',
  'assign',
  'edit',
  'merge',
  'unmerge',
  'askLive',
  'down',
  'up',
  'mute',
] as const
export type ActionName = (typeof actionNames)[number]

export interface DeskAction {
  key: string
  label: (question: StaffQuestion) => string
  /** For the help sheet. */
  does: string
  may: (question: StaffQuestion, merged: number) => boolean
}

const inState =
  (...statuses: QuestionStatus[]) =>
  ({ status }: StaffQuestion) =>
    statuses.includes(status)

export const deskActions: Record<ActionName, DeskAction> = {
  approve: {
    key: 'a',
    label: () => 'Approve',
    does: 'approve',
    may: inState('pending', 'dismissed'),
  },
  dismiss: {
    key: 'd',
    label: () => 'Dismiss',
    does: 'dismiss, with a reason or without',
    may: inState('pending', 'approved'),
  },
  goLive: { key: 'g', label: () => 'Go live', does: 'it is being answered now', may: inState('approved') },
  answered: { key: 'f', label: () => 'Answered', does: 'it was answered aloud', may: inState('live') },
  write: {
    key: 'w',
    label: () => 'Answer in writing',
    does: 'answer in writing',
    may: inState('pending', 'approved', 'live'),
  },
  pin: {
    key: 'p',
    label: ({ pinned }) => (pinned ? 'Unpin' : 'Pin'),
    does: 'pin over the stage, or unpin',
    may: (question) => question.pinned || inState('approved', 'live', 'answered')(question),
  },
  assign: {
    key: '@',
    label: () => 'Assign',
    does: 'assign to a panellist',
    may: inState('pending', 'approved', 'live'),
  },
  edit: {
    key: 'e',
    label: () => 'Edit',
    does: 'edit; the original is kept',
    may: inState('pending', 'approved', 'live', 'answered'),
  },
  merge: {
    key: 'm',
    label: () => 'Merge',
    does: 'merge into another question',
    may: inState('pending', 'approved'),
  },
  unmerge: {
    key: 'M',
    label: () => 'Unmerge',
    does: 'take out what was merged last',
    may: (_question, merged) => merged > 0,
  },
  askLive: {
    key: 'x',
    label: ({ askLive }) => (askLive ? 'Not aloud' : 'Ask aloud'),
    does: 'mark as to be asked aloud by the person, or not',
    may: inState('pending', 'approved', 'live'),
  },
  down: { key: 'J', label: () => 'Down', does: 'further down in the queue', may: inState('approved') },
  up: { key: 'K', label: () => 'Up', does: 'further up in the queue', may: inState('approved') },
  mute: {
    key: 's',
    label: ({ asker }) => (asker?.muted ? 'Unmute asker' : 'Mute asker'),
    does: 'silence the asker, or not any more; the person is told',
    may: ({ asker }) => asker !== null,
  },
}

/** After the session nobody asks, votes or speaks: written answers remain. */
const leftAtEnd = new Set<ActionName>(['write', 'edit', 'dismiss', 'unmerge'])

export const mayDo = (
  name: ActionName,
  question: StaffQuestion,
  merged: number,
  hasEnded: boolean,
): boolean => deskActions[name].may(question, merged) && (!hasEnded || leftAtEnd.has(name))

/** In the order of the help sheet. */
export const questionKeys: readonly (readonly [string, string])[] = [
  ['j', 'next question'],
  ['k', 'question before'],
  ['h', 'column to the left'],
  ['l', 'column to the right'],
  ...actionNames.map((name) => [keyWords(deskActions[name].key), deskActions[name].does] as const),
  ['u', 'undo'],
  ['q', 'open or close the questions'],
  ['/', 'search'],
]
