// One chat between a visitor and a booth's staff, as either side's page knows it. No React.
import type { Chat, ChatMessage, StaffMember, Visitor } from '@lectern/shared/booths'
import type { AppError } from '@lectern/shared/errors'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { appErrorOf } from '../live/appError.ts'
import { newId } from '../live/unanswered.ts'

/** A message that the server has not confirmed yet. */
interface Outgoing {
  messageId: string
  text: string
  problem: AppError | null
}

export interface ChatState {
  /** Null until the chat is loaded. */
  visitor: Visitor | null
  messages: readonly ChatMessage[]
  /** There are older messages. */
  more: boolean
  assignee: StaffMember | null
  seenByVisitor: number
  seenByStaff: number
  outgoing: readonly Outgoing[]
  /** The unsent text, kept until it is sent. */
  draft: string
  loadingOlder: boolean
  /** Why the chat, or its older part, could not be loaded. */
  problem: AppError | null
}

export interface ChatSide {
  by: 'visitor' | 'staff'
  load(before?: number): Promise<Chat>
  say(words: { messageId: string; text: string }): Promise<ChatMessage>
  seen(seq: number): Promise<unknown>
}

export type ChatClient = ReturnType<typeof createChat>

const bySeq = (a: ChatMessage, b: ChatMessage) => a.seq - b.seq
const lastSeq = (messages: readonly ChatMessage[]): number => messages.at(-1)?.seq ?? 0

/** Without gaps: messages older than a gap are dropped, and can be loaded again. */
function joined(known: readonly ChatMessage[], told: readonly ChatMessage[]): ChatMessage[] {
  const all = [...new Map([...known, ...told].map((message) => [message.seq, message])).values()].sort(bySeq)
  const gap = all.findLastIndex((message, i) => i > 0 && message.seq !== all[i - 1]!.seq + 1)
  return gap > 0 ? all.slice(gap) : all
}

export function createChat(side: ChatSide) {
  const store: StoreApi<ChatState> = createStore<ChatState>(() => ({
    visitor: null,
    messages: [],
    more: false,
    assignee: null,
    seenByVisitor: 0,
    seenByStaff: 0,
    outgoing: [],
    draft: '',
    loadingOlder: false,
    problem: null,
  }))
  const ownSeen = side.by === 'visitor' ? 'seenByVisitor' : 'seenByStaff'
  let pumping = false

  function take(chat: Chat): void {
    const known = store.getState()
    const messages = joined(known.messages, chat.messages)
    const isWhole = messages[0]?.seq === known.messages[0]?.seq && known.visitor !== null
    store.setState({
      visitor: chat.visitor,
      messages,
      more: isWhole && messages[0]?.seq !== chat.messages[0]?.seq ? known.more : chat.more,
      assignee: chat.assignee,
      seenByVisitor: Math.max(known.seenByVisitor, chat.seenByVisitor),
      seenByStaff: Math.max(known.seenByStaff, chat.seenByStaff),
      problem: null,
    })
    dropSent(messages)
  }

  function dropSent(messages: readonly ChatMessage[]): void {
    const sent = new Set(messages.map(({ messageId }) => messageId))
    store.setState(({ outgoing }) => ({ outgoing: outgoing.filter(({ messageId }) => !sent.has(messageId)) }))
  }

  async function reload(): Promise<void> {
    try {
      take(await side.load())
    } catch (error) {
      store.setState({ problem: appErrorOf(error) })
    }
  }

  function said(message: ChatMessage): void {
    const { messages } = store.getState()
    const last = lastSeq(messages)
    if (message.seq > last + 1) void reload()
    else if (message.seq === last + 1) store.setState({ messages: [...messages, message] })
    dropSent([message])
  }

  /** One after the other, so that they arrive in the order written. */
  async function pump(): Promise<void> {
    if (pumping) return
    pumping = true
    for (;;) {
      const next = store.getState().outgoing.find(({ problem }) => problem === null)
      if (!next) break
      const { messageId, text } = next
      try {
        said(await side.say({ messageId, text }))
      } catch (error) {
        const problem = appErrorOf(error)
        store.setState(({ outgoing }) => ({ outgoing: outgoing.map((each) => ({ ...each, problem })) }))
      }
    }
    pumping = false
  }

  return {
    store,
    take,
    said,
    reload,
    seen({ by, seq }: { by: 'visitor' | 'staff'; seq: number }): void {
      const field = by === 'visitor' ? 'seenByVisitor' : 'seenByStaff'
      store.setState((state) => ({ [field]: Math.max(state[field], seq) }))
    },
    assigned: (assignee: StaffMember | null): void => store.setState({ assignee }),
    /** The staff's view of the visitor changed: a consent was given or withdrawn. */
    setVisitor: (visitor: Visitor): void => store.setState({ visitor }),
    write: (draft: string): void => store.setState({ draft }),
    async send(): Promise<void> {
      const text = store.getState().draft.trim()
      if (!text) return
      store.setState(({ outgoing }) => ({
        draft: '',
        outgoing: [...outgoing, { messageId: newId(), text, problem: null }],
      }))
      await pump()
    },
    /** Resends refused messages. Each message counts once, however often it is sent. */
    async sendAgain(): Promise<void> {
      store.setState(({ outgoing }) => ({ outgoing: outgoing.map((each) => ({ ...each, problem: null })) }))
      await pump()
    },
    /** Takes back a message that was never sent, for editing. */
    takeBack(messageId: string): void {
      const found = store.getState().outgoing.find((each) => each.messageId === messageId)
      store.setState(({ outgoing, draft }) => ({
        outgoing: outgoing.filter((each) => each.messageId !== messageId),
        draft: [found?.text, draft].filter(Boolean).join('\n'),
      }))
    },
    async older(): Promise<void> {
      const { messages, more, loadingOlder } = store.getState()
      const [first] = messages
      if (!first || !more || loadingOlder) return
      store.setState({ loadingOlder: true, problem: null })
      try {
        const chat = await side.load(first.seq)
        const current = store.getState().messages
        // Nothing was dropped meanwhile: the page before the first message still fits.
        if (current[0]?.seq === first.seq)
          store.setState({ messages: joined(chat.messages, current), more: chat.more })
      } catch (error) {
        store.setState({ problem: appErrorOf(error) })
      } finally {
        store.setState({ loadingOlder: false })
      }
    },
    /** The person has seen all messages here. */
    markSeen(): void {
      const { messages, [ownSeen]: before } = store.getState()
      const seq = lastSeq(messages)
      if (seq <= before) return
      store.setState({ [ownSeen]: seq })
      side.seen(seq).catch(() => store.setState({ [ownSeen]: before }))
    },
  }
}
