// A person's visit to one booth: what it says, who is there, the chat, the call, the booked times. No React.
import type { BoothEvents } from '@lectern/shared/boothCommands'
import {
  type Booth,
  type BoothVisit,
  beatEveryMs,
  type Call,
  type OwnBooking,
  type PresentStaff,
  type Slot,
  type Visitor,
} from '@lectern/shared/booths'
import type { Consent, Receipt } from '@lectern/shared/consents'
import { AppError } from '@lectern/shared/errors'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { appErrorOf, canRetry } from '../../live/appError.ts'
import { createAsking } from '../../live/asking.ts'
import type { Connection } from '../../live/connection.ts'
import type { Timer } from '../../live/workerTimer.ts'
import { isNewer, isOpenCall } from '../calls/callState.ts'
import { createChat } from '../chatStore.ts'

export interface VisitState {
  /** `closed`: the organiser has closed the booth. */
  status: 'loading' | 'ready' | 'failed' | 'closed'
  problem: AppError | null
  booth: Booth | null
  staff: readonly PresentStaff[]
  /** What the staff see of the person. */
  me: Visitor | null
  /** One that rings, is offered or runs. */
  call: Call | null
  /** What has become of the last one, until it is put aside. */
  lastCall: Call | null
  /** This page takes part in the call: another page or device of the person may instead. */
  callHere: boolean
  bookings: readonly OwnBooking[]
}

export type Visit = ReturnType<typeof createVisit>

type Event<Name extends keyof BoothEvents> = Parameters<BoothEvents[Name]>[0]

interface VisitOptions {
  connection: Connection
  boothId: string
  timer: Timer
}

export function createVisit({ connection, boothId, timer }: VisitOptions) {
  const store: StoreApi<VisitState> = createStore<VisitState>(() => ({
    status: 'loading',
    problem: null,
    booth: null,
    staff: [],
    me: null,
    call: null,
    lastCall: null,
    callHere: false,
    bookings: [],
  }))
  const chat = createChat({
    by: 'visitor',
    load: (before) => connection.send('booths.myChat', { boothId, ...(before && { before }) }),
    say: (words) => connection.send('booths.say', { boothId, ...words }),
    seen: (seq) => connection.send('booths.seen', { boothId, seq }),
  })
  let stops: (() => void)[] = []

  function take({ chat: told, call, booth: said, ...rest }: BoothVisit): void {
    const { booth: shown } = store.getState()
    // What was told while the answer was on its way may be newer.
    const booth = shown && shown.version > said.version ? shown : said
    store.setState({ status: 'ready', problem: null, booth, ...rest })
    chat.take(told)
    const { call: known } = store.getState()
    if (call) takeCall(call)
    else if (known) store.setState({ call: null, callHere: false })
    void chat.sendAgain()
  }

  function takeCall(call: Call): void {
    const { call: known, lastCall } = store.getState()
    if (!isNewer(known, call) || (lastCall && !isNewer(lastCall, call))) return
    if (isOpenCall(call)) {
      const isSame = known?.callId === call.callId
      store.setState({ call, lastCall: null, ...(!isSame && { callHere: false }) })
    } else if (!known || known.callId === call.callId)
      store.setState({ call: null, lastCall: call, callHere: false })
  }

  const asking = createAsking(async (isCurrent) => {
    try {
      const visit = await connection.send('booths.visit', { boothId })
      if (isCurrent()) take(visit)
      return true
    } catch (error) {
      const problem = appErrorOf(error)
      if (isCurrent()) {
        if (problem.code === 'booth_closed') store.setState({ status: 'closed', problem })
        else store.setState(({ status }) => ({ problem, status: status === 'loading' ? 'failed' : status }))
      }
      return !canRetry(problem)
    }
  })

  async function beat(): Promise<void> {
    if (store.getState().status !== 'ready') return
    try {
      await connection.send('booths.beat', { boothId })
    } catch (error) {
      if (error instanceof AppError && error.code === 'conflict') asking.ask()
    }
  }

  function onBooking({ slot, booked }: Event<'booths.booking'>): void {
    const { booth, bookings } = store.getState()
    const others = bookings.filter((each) => each.slot !== slot)
    const own = booked && booth ? [{ boothId, boothName: booth.name, slot }] : []
    store.setState({ bookings: [...others, ...own].sort((a, b) => a.slot - b.slot) })
  }

  function onChanged({ booth }: Event<'booths.changed'>): void {
    const { booth: known, status } = store.getState()
    if (known && known.version > booth.version) return
    store.setState({ booth })
    if (booth.open !== (status !== 'closed')) asking.ask()
  }

  /** Listens to what is told of this booth alone. */
  const own =
    <Told extends { boothId: string }>(listener: (event: Told) => void) =>
    (event: Told) => {
      if (event.boothId === boothId) listener(event)
    }
  /** `callHere`: the page that acts is the one that takes part. */
  async function step(answer: Promise<Call>, callHere = false): Promise<void> {
    const call = await answer
    takeCall(call)
    if (callHere && store.getState().call?.callId === call.callId) store.setState({ callHere })
  }
  const current = () => ({ boothId, callId: store.getState().call?.callId ?? '' })

  return {
    store,
    chat,
    boothId,
    now: () => connection.now(),
    reload: asking.now,
    start(): void {
      stops = [
        connection.on('booths.changed', (event) => {
          if (event.booth.id === boothId) onChanged(event)
        }),
        connection.on(
          'booths.staff',
          own(({ staff }) => store.setState({ staff })),
        ),
        connection.on(
          'booths.said',
          own(({ message }) => chat.said(message)),
        ),
        connection.on(
          'booths.seen',
          own((event) => chat.seen(event)),
        ),
        connection.on(
          'booths.assigned',
          own(({ assignee }) => chat.assigned(assignee)),
        ),
        connection.on('booths.call', ({ call }) => {
          if (call.boothId === boothId) takeCall(call)
        }),
        connection.on('booths.booking', own(onBooking)),
        connection.on(
          'booths.beat',
          own(() => void beat()),
        ),
        timer(beatEveryMs, () => void beat()),
        connection.onConnected(asking.ask),
      ]
    },
    stop(): void {
      for (const stop of stops) stop()
      stops = []
      asking.stop()
      connection.send('booths.leaveBooth', { boothId }).catch(() => undefined)
    },

    requestCall: () => step(connection.send('booths.requestCall', { boothId }), true),
    cancelCall: () => step(connection.send('booths.cancelCall', current())),
    answerCall: (accept: boolean) =>
      step(connection.send('booths.answerCall', { ...current(), accept }), accept),
    endCall: () => step(connection.send('booths.endCall', current())),
    /** Takes part in the running call on this page. */
    joinHere: (): void => store.setState({ callHere: true }),
    putCallAside: (): void => store.setState({ lastCall: null }),

    slots: async (): Promise<Slot[]> => (await connection.send('booths.slots', { boothId })).slots,
    async book(slot: number): Promise<void> {
      await connection.send('booths.book', { boothId, slot })
      onBooking({ boothId, slot, booked: true })
    },
    async cancelBooking(slot: number): Promise<void> {
      await connection.send('booths.cancelBooking', { boothId, slot })
      onBooking({ boothId, slot, booked: false })
    },
    /** A name or profession that was given is what the staff see from now on: what is told of it is asked for. */
    async consent(given: Consent): Promise<Receipt> {
      const receipt = await connection.send('booths.consent', { boothId, consent: given })
      void asking.now()
      return receipt
    },
    myConsents: async () => {
      const { consents } = await connection.send('booths.myConsents', {})
      return consents.find((each) => each.boothId === boothId)
    },
  }
}
