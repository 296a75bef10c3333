// The staff desk of one booth, as a page of one of its staff knows it. No React.
import type { BoothEvents } from '@lectern/shared/boothCommands'
import {
  type BoothSettings,
  beatEveryMs,
  type Call,
  type DeskParts,
  type Desk as DeskReply,
  type PresentStaff,
  type StaffState,
  type Visitor,
} from '@lectern/shared/booths'
import type { Lead, Withdrawal } from '@lectern/shared/consents'
import { AppError } from '@lectern/shared/errors'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { appErrorOf, canRetry } from '../../live/appError.ts'
import { createAsking } from '../../live/asking.ts'
import type { Connection } from '../../live/connection.ts'
import type { Timer } from '../../live/workerTimer.ts'
import { isNewer, isOpenCall } from '../calls/callState.ts'
import { type ChatClient, createChat } from '../chatStore.ts'

export interface DeskState extends DeskParts {
  /** `missing`: the organiser has not made the booth yet. */
  status: 'loading' | 'ready' | 'failed' | 'missing'
  problem: AppError | null
  booth: BoothSettings | null
  me: PresentStaff | null
  leads: readonly Lead[]
  withdrawn: readonly Withdrawal[]
  /** Whose chat is open on this page. */
  openChat: string | null
  /** The call that this page takes part in. */
  callHere: string | null
}

export type Desk = ReturnType<typeof createDesk>

type Event<Name extends keyof BoothEvents> = Parameters<BoothEvents[Name]>[0]

const empty: DeskParts = {
  present: { count: 0, newest: [] },
  calls: [],
  missed: [],
  chats: [],
  bookings: [],
  staff: [],
  hours: [],
}
/** As the server keeps them. */
const withdrawnMax = 100

/** What a visitor has taken back is gone from every list at once. */
function shownAs(
  { present, calls, missed, chats, bookings }: DeskParts,
  visitorId: string,
  name: string | null,
  profession: string | null,
): Partial<DeskParts> {
  const shown = (visitor: Visitor): Visitor =>
    visitor.visitorId === visitorId ? { ...visitor, name, profession } : visitor
  const each = <Of extends { visitor: Visitor }>(all: Of[]): Of[] =>
    all.map((one) => ({ ...one, visitor: shown(one.visitor) }))
  return {
    present: { ...present, newest: present.newest.map(shown) },
    calls: each(calls),
    missed: each(missed),
    chats: each(chats),
    bookings: each(bookings),
  }
}

export function createDesk({ connection, timer }: { connection: Connection; timer: Timer }) {
  const store: StoreApi<DeskState> = createStore<DeskState>(() => ({
    ...empty,
    status: 'loading',
    problem: null,
    booth: null,
    me: null,
    leads: [],
    withdrawn: [],
    openChat: null,
    callHere: null,
  }))
  const chats = new Map<string, ChatClient>()
  let stops: (() => void)[] = []
  const boothId = (): string => store.getState().booth?.id ?? ''
  const isOwn = (event: { boothId: string }): boolean => event.boothId === boothId()

  const asking = createAsking(async (isCurrent) => {
    try {
      const booth = await connection.send('booths.myBooth', {})
      const [desk, leads] = await Promise.all([
        connection.send('booths.desk', { boothId: booth.id }),
        connection.send('booths.leads', { boothId: booth.id }),
      ])
      if (!isCurrent()) return true
      const { boothId: _, ...parts }: DeskReply = desk
      store.setState({
        status: 'ready',
        problem: null,
        booth,
        leads: leads.leads,
        withdrawn: leads.withdrawn,
      })
      takeParts(parts)
      store.setState({ me: desk.me })
      for (const chat of chats.values()) void chat.reload().then(chat.sendAgain)
      return true
    } catch (error) {
      const problem = appErrorOf(error)
      if (isCurrent()) {
        if (problem.code === 'not_found') store.setState({ status: 'missing', problem })
        else store.setState(({ status }) => ({ problem, status: status === 'loading' ? 'failed' : status }))
      }
      return !canRetry(problem)
    }
  })

  function takeParts(parts: Partial<DeskParts>): void {
    const { me, callHere } = store.getState()
    const own = parts.staff?.find(({ staffId }) => staffId === me?.staffId)
    const isOver = parts.calls && callHere && !parts.calls.some(({ callId }) => callId === callHere)
    store.setState({ ...parts, ...(own && { me: own }), ...(isOver && { callHere: null }) })
    for (const { visitor } of parts.chats ?? []) chats.get(visitor.visitorId)?.setVisitor(visitor)
  }

  /** What a command has answered, before the desk's next news says the same. */
  function takeCall(call: Call): Call {
    const { calls, missed } = store.getState()
    const known = calls.find(({ callId }) => callId === call.callId) ?? null
    if (!isNewer(known, call)) return call
    const others = calls.filter(({ callId }) => callId !== call.callId)
    takeParts({
      calls: isOpenCall(call) ? [...others, call] : others,
      ...(call.state === 'answered' && { missed: missed.filter(({ callId }) => callId !== call.callId) }),
    })
    return call
  }

  function onLead({ visitorId, lead, withdrawn }: Event<'booths.lead'>): void {
    store.setState((state) => {
      const others = state.leads.filter(({ visitor }) => visitor.visitorId !== visitorId)
      return {
        leads: lead ? [lead, ...others] : others,
        ...(withdrawn && { withdrawn: [withdrawn, ...state.withdrawn].slice(0, withdrawnMax) }),
        ...shownAs(state, visitorId, lead?.visitor.name ?? null, lead?.visitor.profession ?? null),
      }
    })
    const chat = chats.get(visitorId)
    const known = chat?.store.getState().visitor
    if (chat && known)
      chat.setVisitor({
        ...known,
        name: lead?.visitor.name ?? null,
        profession: lead?.visitor.profession ?? null,
      })
  }

  async function beat(): Promise<void> {
    if (store.getState().status !== 'ready') return
    try {
      await connection.send('booths.beat', { boothId: boothId() })
    } catch (error) {
      if (error instanceof AppError && error.code === 'conflict') asking.ask()
    }
  }

  function chatOf(visitorId: string): ChatClient {
    const known = chats.get(visitorId)
    if (known) return known
    const who = () => ({ boothId: boothId(), visitorId })
    const chat = createChat({
      by: 'staff',
      load: (before) => connection.send('booths.chat', { ...who(), ...(before && { before }) }),
      say: (words) => connection.send('booths.reply', { ...who(), ...words }),
      seen: (seq) => connection.send('booths.seenByStaff', { ...who(), seq }),
    })
    chats.set(visitorId, chat)
    void chat.reload()
    return chat
  }

  const own =
    <Told extends { boothId: string }>(listener: (event: Told) => void) =>
    (event: Told) => {
      if (isOwn(event)) listener(event)
    }

  return {
    store,
    chatOf,
    now: () => connection.now(),
    reload: asking.now,
    start(): void {
      stops = [
        connection.on(
          'booths.desk',
          own(({ boothId: _boothId, ...parts }) => takeParts(parts)),
        ),
        connection.on(
          'booths.said',
          own(({ visitorId, message }) => chats.get(visitorId)?.said(message)),
        ),
        connection.on(
          'booths.seen',
          own((event) => chats.get(event.visitorId)?.seen(event)),
        ),
        connection.on(
          'booths.assigned',
          own(({ visitorId, assignee }) => chats.get(visitorId)?.assigned(assignee)),
        ),
        connection.on('booths.lead', own(onLead)),
        connection.on('booths.changed', ({ booth }) => {
          const { booth: known } = store.getState()
          if (known?.id !== booth.id) return
          store.setState({ booth: { ...known, ...booth } })
          // What staff may edit is told to nobody else, and may have changed as well.
          connection.send('booths.myBooth', {}).then(
            (settings) => store.setState({ booth: settings }),
            () => undefined,
          )
        }),
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
      if (boothId()) connection.send('booths.leaveDesk', { boothId: boothId() }).catch(() => undefined)
    },

    openChat: (openChat: string | null): void => store.setState({ openChat }),
    async setState(state: StaffState): Promise<void> {
      const me = await connection.send('booths.setState', { boothId: boothId(), state })
      const { staff } = store.getState()
      store.setState({ me, staff: staff.map((each) => (each.staffId === me.staffId ? me : each)) })
    },
    /** The first of the staff gets it; the others are told who has it. */
    async acceptCall(callId: string): Promise<void> {
      takeCall(await connection.send('booths.acceptCall', { boothId: boothId(), callId }))
      store.setState({ callHere: callId })
    },
    async offerCall(visitorId: string): Promise<void> {
      const call = takeCall(await connection.send('booths.offerCall', { boothId: boothId(), visitorId }))
      // The one who asks takes part as soon as the visitor accepts.
      store.setState({ callHere: call.callId })
    },
    joinHere: (callId: string | null): void => store.setState({ callHere: callId }),
    async leaveCall(callId: string): Promise<void> {
      store.setState({ callHere: null })
      await connection.send('booths.leaveCall', { boothId: boothId(), callId })
    },
    async endCall(callId: string): Promise<void> {
      takeCall(await connection.send('booths.endCall', { boothId: boothId(), callId }))
    },
    async settleCall(callId: string): Promise<void> {
      takeCall(await connection.send('booths.settleCall', { boothId: boothId(), callId }))
    },
    cancelBooking: (slot: number) => connection.send('booths.cancelBooking', { boothId: boothId(), slot }),
    /** Hands a chat over, or lets go of it (`to` null). */
    async assignChat(visitorId: string, to: string | null): Promise<void> {
      const chat = chatOf(visitorId)
      const from = chat.store.getState().assignee?.staffId ?? null
      try {
        chat.take(await connection.send('booths.assignChat', { boothId: boothId(), visitorId, from, to }))
      } catch (error) {
        await chat.reload()
        throw error
      }
    },
    async annotate(visitorId: string, notes: string, rating: number | null): Promise<void> {
      const lead = await connection.send('booths.annotateLead', {
        boothId: boothId(),
        visitorId,
        notes,
        rating,
      })
      store.setState(({ leads }) => ({
        leads: leads.map((each) => (each.visitor.visitorId === visitorId ? lead : each)),
      }))
    },
  }
}
