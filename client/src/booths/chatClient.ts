// One chat between a visitor and a booth's staff, as either side's page keeps it current and writes in it. No
// React.
import type { ChatMessage, Chat as ChatReply, StaffMember } from '@lectern/shared/booths'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { appErrorOf } from '../live/appError.ts'
import { newId } from '../live/unanswered.ts'
import {
  type ChatState,
  lastSeq,
  noChat,
  takenBack,
  withChat,
  withMessage,
  withOlder,
  withProblem,
} from './chatState.ts'

interface ChatSide {
  by: 'visitor' | 'staff'
  load(before?: number): Promise<ChatReply>
  say(words: { messageId: string; text: string }): Promise<ChatMessage>
  seen(seq: number): Promise<unknown>
}

const seenField = { visitor: 'seenByVisitor', staff: 'seenByStaff' } as const

export class Chat {
  readonly store: StoreApi<ChatState> = createStore(() => noChat)
  readonly #side: ChatSide
  #isSending = false

  constructor(side: ChatSide) {
    this.#side = side
  }

  take = (chat: ChatReply): void => this.store.setState((state) => withChat(state, chat))

  said = (message: ChatMessage): void => {
    if (message.seq > lastSeq(this.store.getState().messages) + 1) void this.reload()
    this.store.setState((state) => withMessage(state, message))
  }

  seen({ by, seq }: { by: 'visitor' | 'staff'; seq: number }): void {
    const field = seenField[by]
    this.store.setState((state) => ({ [field]: Math.max(state[field], seq) }))
  }

  assigned = (assignee: StaffMember | null): void => this.store.setState({ assignee })
  write = (draft: string): void => this.store.setState({ draft })

  async reload(): Promise<void> {
    try {
      this.take(await this.#side.load())
    } catch (error) {
      this.store.setState({ problem: appErrorOf(error) })
    }
  }

  async send(): Promise<void> {
    const text = this.store.getState().draft.trim()
    if (!text) return
    const message = { messageId: newId(), text, problem: null }
    this.store.setState(({ outgoing }) => ({ draft: '', outgoing: [...outgoing, message] }))
    await this.#sendAll()
  }

  /** Sends again what was not taken. Each message counts once, however often it is sent. */
  sendAgain = async (): Promise<void> => {
    this.store.setState((state) => withProblem(state, null))
    await this.#sendAll()
  }

  /** One after the other, so that they arrive as they were written. */
  async #sendAll(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    const next = () => this.store.getState().outgoing.find(({ problem }) => problem === null)
    for (let message = next(); message; message = next()) {
      const { messageId, text } = message
      try {
        this.said(await this.#side.say({ messageId, text }))
      } catch (error) {
        this.store.setState((state) => withProblem(state, appErrorOf(error)))
      }
    }
    this.#isSending = false
  }

  /** Takes a message back that was never sent, to be changed. */
  takeBack = (messageId: string): void => this.store.setState((state) => takenBack(state, messageId))

  async older(): Promise<void> {
    const { messages, more, loadingOlder } = this.store.getState()
    const [first] = messages
    if (!first || !more || loadingOlder) return
    this.store.setState({ loadingOlder: true, problem: null })
    try {
      const older = await this.#side.load(first.seq)
      this.store.setState((state) => withOlder(state, older, first.seq))
    } catch (error) {
      this.store.setState({ problem: appErrorOf(error) })
    } finally {
      this.store.setState({ loadingOlder: false })
    }
  }

  /** All that is here has been shown to the person. */
  markSeen(): void {
    const own = seenField[this.#side.by]
    const { messages, [own]: before } = this.store.getState()
    const seq = lastSeq(messages)
    if (seq <= before) return
    this.store.setState({ [own]: seq })
    this.#side.seen(seq).catch(() => this.store.setState({ [own]: before }))
  }
}
