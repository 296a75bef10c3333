// What a moderator can do with a question, with which key, and when: for the rows, the keys and the help
// sheet.
import type { QuestionStatus, StaffQuestion } from '@lectern/shared/questions'
import {
  type Icon,
  IconArrowDown,
  IconArrowMerge,
  IconArrowsSplit,
  IconArrowUp,
  IconAt,
  IconBroadcast,
  IconCheck,
  IconCircleCheck,
  IconEdit,
  IconMessageOff,
  IconMessageReply,
  IconMicrophone,
  IconPin,
  IconPlayerPlay,
  IconX,
} from '@tabler/icons-react'
import { keyWords } from '../ui/Keycap.tsx'
import type { Key } from '../ui/keys.ts'

export const actionNames = [
  'approve',
  'dismiss',
  'goLive',
  'takeOver',
  'answered',
  'pin',
  'merge',
  'write',
  'assign',
  'edit',
  'unmerge',
  'askLive',
  'down',
  'up',
  'mute',
] as const
export type ActionName = (typeof actionNames)[number]

export interface DeskAction {
  key: Key
  icon: Icon
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
    icon: IconCheck,
    label: () => 'Approve',
    does: 'approve',
    may: inState('pending', 'dismissed'),
  },
  dismiss: {
    key: 'd',
    icon: IconX,
    label: () => 'Dismiss',
    does: 'dismiss, with or without a reason',
    may: inState('pending', 'approved'),
  },
  goLive: {
    key: 'g',
    icon: IconPlayerPlay,
    label: () => 'Answer now',
    does: 'answer now',
    may: inState('approved'),
  },
  takeOver: {
    key: 'G',
    icon: IconBroadcast,
    label: () => 'Answer now and pin',
    does: 'approve, answer now and pin',
    may: inState('pending', 'dismissed', 'approved'),
  },
  answered: {
    key: 'f',
    icon: IconCircleCheck,
    label: () => 'Mark as answered',
    does: 'mark as answered aloud',
    may: inState('live'),
  },
  write: {
    key: 'w',
    icon: IconMessageReply,
    label: () => 'Answer in writing',
    does: 'answer in writing',
    may: inState('pending', 'approved', 'live'),
  },
  pin: {
    key: 'p',
    icon: IconPin,
    label: ({ pinned }) => (pinned ? 'Unpin' : 'Pin'),
    does: 'pin over the stage, or unpin',
    may: (question) => question.pinned || inState('approved', 'live', 'answered')(question),
  },
  assign: {
    key: '@',
    icon: IconAt,
    label: () => 'Assign',
    does: 'assign to a panellist',
    may: inState('pending', 'approved', 'live'),
  },
  edit: {
    key: 'e',
    icon: IconEdit,
    label: () => 'Edit',
    does: 'edit; the original is kept',
    may: inState('pending', 'approved', 'live', 'answered'),
  },
  merge: {
    key: 'm',
    icon: IconArrowMerge,
    label: () => 'Merge',
    does: 'merge into another question',
    may: inState('pending', 'approved'),
  },
  unmerge: {
    key: 'M',
    icon: IconArrowsSplit,
    label: () => 'Unmerge',
    does: 'separate the question merged last',
    may: (_question, merged) => merged > 0,
  },
  askLive: {
    key: 'x',
    icon: IconMicrophone,
    label: ({ askLive }) => (askLive ? 'Do not ask aloud' : 'Ask aloud'),
    does: 'let the person ask it aloud, or not',
    may: inState('pending', 'approved', 'live'),
  },
  down: {
    key: 'J',
    icon: IconArrowDown,
    label: () => 'Move down',
    does: 'move down in the queue',
    may: inState('approved'),
  },
  up: {
    key: 'K',
    icon: IconArrowUp,
    label: () => 'Move up',
    does: 'move up in the queue',
    may: inState('approved'),
  },
  mute: {
    key: 's',
    icon: IconMessageOff,
    label: ({ asker }) => (asker?.muted ? 'Unmute asker' : 'Mute asker'),
    does: 'mute or unmute the asker, who is told',
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

/** How many actions a row shows as buttons; its menu has the others. */
const buttonsMax = 4

/** The actions of a question: those of its row, then those of its menu. */
export function actionsOf(
  question: StaffQuestion,
  merged: number,
  hasEnded: boolean,
): [ActionName[], ActionName[]] {
  const all = actionNames.filter((name) => mayDo(name, question, merged, hasEnded))
  return [all.slice(0, buttonsMax), all.slice(buttonsMax)]
}

/** In the order of the help sheet. */
export const questionKeys: readonly (readonly [string, string])[] = [
  ['j', 'next question'],
  ['k', 'previous question'],
  ['h', 'column to the left'],
  ['l', 'column to the right'],
  ...actionNames.map((name) => [keyWords(deskActions[name].key), deskActions[name].does] as const),
  ['u', 'undo'],
  ['q', 'open or close the questions'],
  ['/', 'search'],
]
