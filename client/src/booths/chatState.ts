// What either side of a chat between a visitor and a booth's staff knows of it, and how it changes. Pure.
import type { Chat, ChatMessage, StaffMember } from '@lectern/shared/booths'
import type { AppError } from '@lectern/shared/errors'

/** A message that the server has not confirmed yet. */
export interface Outgoing {
  messageId: string
  text: string
  problem: AppError | null
}

export interface ChatState {
  /** The visitor's, null until the chat is loaded. What else the staff see of them is in the leads. */
  number: number | null
  messages: readonly ChatMessage[]
  /** There are older ones. */
  more: boolean
  assignee: StaffMember | null
  seenByVisitor: number
  seenByStaff: number
  outgoing: readonly Outgoing[]
  /** What is being written: kept until it is sent. */
  draft: string
  loadingOlder: boolean
  /** Why the chat, or its older part, could not be loaded. */
  problem: AppError | null
}

export const noChat: ChatState = {
  number: null,
  messages: [],
  more: false,
  assignee: null,
  seenByVisitor: 0,
  seenByStaff: 0,
  outgoing: [],
  draft: '',
  loadingOlder: false,
  problem: null,
}

const bySeq = (a: ChatMessage, b: ChatMessage) => a.seq - b.seq
export const lastSeq = (messages: readonly ChatMessage[]): number => messages.at(-1)?.seq ?? 0

/** Without gaps: what is older than a gap is dropped, and can be loaded again. */
function joined(some: readonly ChatMessage[], others: readonly ChatMessage[]): ChatMessage[] {
  const all = [...new Map([...some, ...others].map((message) => [message.seq, message])).values()].sort(bySeq)
  const gap = all.findLastIndex((message, i) => i > 0 && message.seq !== all[i - 1]!.seq + 1)
  return gap > 0 ? all.slice(gap) : all
}

const without = (outgoing: readonly Outgoing[], sent: readonly ChatMessage[]): Outgoing[] => {
  const ids = new Set(sent.map(({ messageId }) => messageId))
  return outgoing.filter(({ messageId }) => !ids.has(messageId))
}

export function withChat(state: ChatState, chat: Chat): Partial<ChatState> {
  const messages = joined(state.messages, chat.messages)
  const isWhole = messages[0]?.seq === state.messages[0]?.seq && state.number !== null
  return {
    number: chat.visitor.number,
    messages,
    more: isWhole && messages[0]?.seq !== chat.messages[0]?.seq ? state.more : chat.more,
    assignee: chat.assignee,
    seenByVisitor: Math.max(state.seenByVisitor, chat.seenByVisitor),
    seenByStaff: Math.max(state.seenByStaff, chat.seenByStaff),
    problem: null,
    outgoing: without(state.outgoing, messages),
  }
}

/** The next message; one after a gap is not shown before the gap is filled. */
export const withMessage = ({ messages, outgoing }: ChatState, message: ChatMessage): Partial<ChatState> => ({
  ...(message.seq === lastSeq(messages) + 1 && { messages: [...messages, message] }),
  outgoing: without(outgoing, [message]),
})

/** The page before the first message: it fits unless messages were dropped since it was asked for. */
export const withOlder = ({ messages }: ChatState, older: Chat, firstSeq: number): Partial<ChatState> =>
  messages[0]?.seq === firstSeq ? { messages: joined(older.messages, messages), more: older.more } : {}

export const withProblem = ({ outgoing }: ChatState, problem: AppError | null): Partial<ChatState> => ({
  outgoing: outgoing.map((each) => ({ ...each, problem })),
})

/** A message that was never sent goes back into the form. */
export const takenBack = ({ outgoing, draft }: ChatState, messageId: string): Partial<ChatState> => ({
  outgoing: outgoing.filter((each) => each.messageId !== messageId),
  draft: [outgoing.find((each) => each.messageId === messageId)?.text, draft].filter(Boolean).join('\n'),
})

/** How many of the staff's messages the visitor has not been shown. */
export const unreadByVisitor = ({ messages, seenByVisitor }: ChatState): number =>
  messages.filter(({ seq, staff }) => staff !== null && seq > seenByVisitor).length
