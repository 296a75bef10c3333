// A person's visit to one booth: its content, its staff, the chat, the call, the bookings.
import type { Call, Slot } from '@lectern/shared/booths'
import type { Consent, GivenConsent, Receipt } from '@lectern/shared/consents'
import type { StoreApi } from 'zustand/vanilla'
import type { Connection } from '../../live/connection.ts'
import { Followed } from '../../live/followed.ts'
import { useFollowed } from '../../live/useFollowed.ts'
import { type Timer, workerTimer } from '../../live/workerTimer.ts'
import { Chat } from '../chatClient.ts'
import { startPresence } from '../presence.ts'
import { noVisit, type VisitState, withBooking, withCall, withVisit } from './visitState.ts'

interface VisitOptions {
  connection: Connection
  boothId: string
  timer: Timer
}

/** Events name the booth that they concern. */
interface BoothEvent {
  boothId?: string
  booth?: { id: string }
  call?: { boothId: string }
}

export class Visit {
  readonly boothId: string
  readonly store: StoreApi<VisitState>
  readonly chat: Chat
  readonly #connection: Connection
  readonly #timer: Timer
  readonly #followed

  constructor({ connection, boothId, timer }: VisitOptions) {
    this.boothId = boothId
    this.#connection = connection
    this.#timer = timer
    this.chat = new Chat({
      by: 'visitor',
      load: (before) => connection.send('booths.myChat', { boothId, ...(before && { before }) }),
      say: (words) => connection.send('booths.say', { boothId, ...words }),
      seen: (seq) => connection.send('booths.seen', { boothId, seq }),
    })
    this.#followed = new Followed({
      connection,
      initial: noVisit,
      load: () => connection.send('booths.visit', { boothId }),
      loaded: withVisit,
      taken: ({ chat }) => {
        this.chat.take(chat)
        void this.chat.sendAgain()
      },
      failed: (_state, { code }) => (code === 'booth_closed' ? { status: 'closed' } : {}),
      concerns: ({ boothId: id, booth, call }: BoothEvent) => (id ?? booth?.id ?? call?.boothId) === boothId,
      events: {
        'booths.changed': (state, { booth }) =>
          state.booth && state.booth.version > booth.version ? undefined : { booth },
        'booths.staff': (_state, { staff }) => ({ staff }),
        'booths.call': (state, { call }) => withCall(state, call),
        'booths.booking': withBooking,
      },
      also: () => this.#listen(),
    })
    this.store = this.#followed.store
  }

  start = (): void => this.#followed.start()
  reload = (): Promise<void> => this.#followed.reload()
  stop = (): void => {
    this.#followed.stop()
    this.#connection.send('booths.leaveBooth', { boothId: this.boothId }).catch(() => undefined)
  }

  #listen(): (() => void)[] {
    const { boothId, chat, store } = this
    const connection = this.#connection
    return [
      connection.on('booths.changed', ({ booth }) => {
        const { booth: before, status } = store.getState()
        const isOld = booth.id !== boothId || (before && before.version > booth.version)
        if (!isOld && booth.open !== (status !== 'closed')) void this.reload()
      }),
      connection.on('booths.said', (event) => {
        if (event.boothId === boothId) chat.said(event.message)
      }),
      connection.on('booths.seen', (event) => {
        if (event.boothId === boothId) chat.seen(event)
      }),
      connection.on('booths.assigned', (event) => {
        if (event.boothId === boothId) chat.assigned(event.assignee)
      }),
      ...startPresence({
        connection,
        timer: this.#timer,
        boothId: () => (store.getState().status === 'ready' ? boothId : undefined),
        onLost: () => void this.reload(),
      }),
    ]
  }

  requestCall = () => this.#step(this.#connection.send('booths.requestCall', { boothId: this.boothId }), true)
  cancelCall = () => this.#step(this.#connection.send('booths.cancelCall', this.#call()))
  answerCall = (accept: boolean) =>
    this.#step(this.#connection.send('booths.answerCall', { ...this.#call(), accept }), accept)
  endCall = () => this.#step(this.#connection.send('booths.endCall', this.#call()))
  /** Joins the active call on this page. */
  joinHere = (): void => this.store.setState({ callHere: true })
  putCallAside = (): void => this.store.setState({ lastCall: null })

  #call = () => ({ boothId: this.boothId, callId: this.store.getState().call?.callId ?? '' })

  /** `callHere`: the acting page takes part. */
  async #step(answer: Promise<Call>, callHere = false): Promise<void> {
    const call = await answer
    this.store.setState((state) => withCall(state, call))
    if (callHere && this.store.getState().call?.callId === call.callId) this.store.setState({ callHere })
  }

  async slots(): Promise<Slot[]> {
    return (await this.#connection.send('booths.slots', { boothId: this.boothId })).slots
  }

  book = (slot: number): Promise<void> => this.#setBooked(slot, true)
  cancelBooking = (slot: number): Promise<void> => this.#setBooked(slot, false)

  async #setBooked(slot: number, booked: boolean): Promise<void> {
    const { boothId } = this
    await this.#connection.send(booked ? 'booths.book' : 'booths.cancelBooking', { boothId, slot })
    this.store.setState((state) => withBooking(state, { boothId, slot, booked }))
  }

  /** The staff now see a name or profession that was left: load what they see. */
  async consent(consent: Consent): Promise<Receipt> {
    const receipt = await this.#connection.send('booths.consent', { boothId: this.boothId, consent })
    void this.reload()
    return receipt
  }

  async myConsents(): Promise<GivenConsent | undefined> {
    const { consents } = await this.#connection.send('booths.myConsents', {})
    return consents.find((each) => each.boothId === this.boothId)
  }
}

export const visitKey = (boothId: string): string => `visit ${boothId}`

/** The person is at the booth for as long as the page shows it. */
export const useVisit = (boothId: string): Visit =>
  useFollowed(visitKey(boothId), (connection) => new Visit({ connection, boothId, timer: workerTimer }), {
    keptMs: 0,
  })
