// The desk of one booth: kept current for one of its staff, with their actions.
import type { StaffState } from '@lectern/shared/booths'
import type { StoreApi } from 'zustand/vanilla'
import type { Connection } from '../../live/connection.ts'
import { type EventOf, Followed } from '../../live/followed.ts'
import { useFollowed } from '../../live/useFollowed.ts'
import { type Timer, workerTimer } from '../../live/workerTimer.ts'
import { Chat } from '../chatClient.ts'
import { startPresence } from '../presence.ts'
import { type DeskState, noDesk, withCall, withDesk, withLead, withParts } from './deskState.ts'

export class Desk {
  readonly store: StoreApi<DeskState>
  readonly #connection: Connection
  readonly #timer: Timer
  readonly #followed
  readonly #chats = new Map<string, Chat>()

  constructor({ connection, timer }: { connection: Connection; timer: Timer }) {
    this.#connection = connection
    this.#timer = timer
    this.#followed = new Followed({
      connection,
      initial: noDesk,
      load: async () => {
        const booth = await connection.send('booths.myBooth', {})
        // The desk first: from then on this page hears of withdrawals.
        const desk = await connection.send('booths.desk', { boothId: booth.id })
        const leads = await connection.send('booths.leads', { boothId: booth.id })
        return { booth, desk, leads }
      },
      loaded: withDesk,
      taken: () => {
        for (const chat of this.#chats.values()) void chat.reload().then(chat.sendAgain)
      },
      failed: (_state, { code }) => (code === 'not_found' ? { status: 'missing' } : {}),
      concerns: (event: { boothId?: string; booth?: { id: string } }, { booth }) =>
        (event.boothId ?? event.booth?.id) === booth?.id,
      events: {
        'booths.desk': (state, { boothId: _boothId, ...parts }) => withParts(state, parts),
        'booths.lead': withLead,
        'booths.changed': (state, { booth }) => (state.booth ? { booth: { ...state.booth, ...booth } } : {}),
      },
      also: () => this.#listen(),
    })
    this.store = this.#followed.store
  }

  start = (): void => this.#followed.start()
  reload = (): Promise<void> => this.#followed.reload()
  stop = (): void => {
    this.#followed.stop()
    if (this.#booth.boothId) this.#connection.send('booths.leaveDesk', this.#booth).catch(() => undefined)
  }

  get #booth() {
    return { boothId: this.store.getState().booth?.id ?? '' }
  }

  #listen(): (() => void)[] {
    const connection = this.#connection
    const on = <Name extends 'booths.said' | 'booths.seen' | 'booths.assigned'>(
      name: Name,
      listener: (chat: Chat, event: EventOf<Name>) => void,
    ) =>
      connection.on(name, ((event: EventOf<Name>) => {
        const chat = event.boothId === this.#booth.boothId && this.#chats.get(event.visitorId)
        if (chat) listener(chat, event)
      }) as never)
    return [
      on('booths.said', (chat, { message }) => chat.said(message)),
      on('booths.seen', (chat, event) => chat.seen(event)),
      on('booths.assigned', (chat, { assignee }) => chat.assigned(assignee)),
      connection.on('booths.changed', ({ booth }) => {
        if (booth.id === this.#booth.boothId) this.#loadSettings()
      }),
      ...startPresence({
        connection,
        timer: this.#timer,
        boothId: () => {
          const { status, booth } = this.store.getState()
          return status === 'ready' ? booth?.id : undefined
        },
        onLost: () => void this.reload(),
      }),
    ]
  }

  /** Only the staff learn which fields they may edit, and it may have changed with the booth. */
  #loadSettings(): void {
    this.#connection.send('booths.myBooth', {}).then(
      (booth) => this.store.setState({ booth }),
      () => undefined,
    )
  }

  chatOf(visitorId: string): Chat {
    const known = this.#chats.get(visitorId)
    if (known) return known
    const connection = this.#connection
    const who = () => ({ ...this.#booth, visitorId })
    const chat = new Chat({
      by: 'staff',
      load: (before) => connection.send('booths.chat', { ...who(), ...(before && { before }) }),
      say: (words) => connection.send('booths.reply', { ...who(), ...words }),
      seen: (seq) => connection.send('booths.seenByStaff', { ...who(), seq }),
    })
    this.#chats.set(visitorId, chat)
    void chat.reload()
    return chat
  }

  openChat = (openChat: string | null): void => this.store.setState({ openChat })

  async setState(state: StaffState): Promise<void> {
    const me = await this.#connection.send('booths.setState', { ...this.#booth, state })
    this.store.setState(({ staff }) => ({
      me,
      staff: staff.map((each) => (each.staffId === me.staffId ? me : each)),
    }))
  }

  async #call(
    name: 'booths.acceptCall' | 'booths.endCall' | 'booths.settleCall',
    callId: string,
  ): Promise<void> {
    const call = await this.#connection.send(name, { ...this.#booth, callId })
    this.store.setState((state) => withCall(state, call))
  }

  /** The first of the staff gets it; the others learn who has it. */
  async acceptCall(callId: string): Promise<void> {
    await this.#call('booths.acceptCall', callId)
    const call = this.store.getState().calls.find((each) => each.callId === callId)
    this.store.setState({ callHere: callId, ...(call && { openChat: call.visitor.visitorId }) })
  }
  async offerCall(visitorId: string): Promise<void> {
    const call = await this.#connection.send('booths.offerCall', { ...this.#booth, visitorId })
    // The member of staff who asks joins as soon as the visitor accepts.
    this.store.setState((state) => ({ ...withCall(state, call), callHere: call.callId }))
  }
  joinHere = (callHere: string | null): void => this.store.setState({ callHere })
  async leaveCall(callId: string): Promise<void> {
    this.joinHere(null)
    await this.#connection.send('booths.leaveCall', { ...this.#booth, callId })
  }
  endCall = (callId: string): Promise<void> => this.#call('booths.endCall', callId)
  settleCall = (callId: string): Promise<void> => this.#call('booths.settleCall', callId)
  cancelBooking = (slot: number) => this.#connection.send('booths.cancelBooking', { ...this.#booth, slot })

  /** Hands a chat over, or releases it (`to` null). */
  async assignChat(visitorId: string, to: string | null): Promise<void> {
    const chat = this.chatOf(visitorId)
    const from = chat.store.getState().assignee?.staffId ?? null
    try {
      chat.take(await this.#connection.send('booths.assignChat', { ...this.#booth, visitorId, from, to }))
    } catch (error) {
      await chat.reload()
      throw error
    }
  }

  async annotate(visitorId: string, notes: string, rating: number | null): Promise<void> {
    const request = { ...this.#booth, visitorId, notes, rating }
    const lead = await this.#connection.send('booths.annotateLead', request)
    this.store.setState((state) => withLead(state, { visitorId, lead, withdrawn: null }))
  }
}

export const deskKey = 'booth desk'

/** One of the staff is at the desk for as long as the page shows it. */
export const useDesk = (): Desk =>
  useFollowed(deskKey, (connection) => new Desk({ connection, timer: workerTimer }), { keptMs: 0 })
