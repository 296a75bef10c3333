// What a page knows of one person's watched time in one session. No React: the socket writes it, components read it.
import type { Announced, AttendanceEvents, Disclosures, Meter } from '@lectern/shared/attendance'
import type { AppError } from '@lectern/shared/errors'
import { slotMs } from '@lectern/shared/slotTimes'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { appErrorOf } from '../live/appError.ts'
import { createAsking } from '../live/asking.ts'
import type { Connection } from '../live/connection.ts'
import { type CheckState, createChecks, noCheck } from './checks.ts'

export interface AttendanceState extends CheckState {
  /** `failed`: nothing could be loaded yet, and `problem` says why. */
  status: 'loading' | 'ready' | 'failed'
  problem: AppError | null
  /** Null for a session without credit, and while nothing is known. */
  announced: Announced | null
  disclosures: Disclosures | null
  acknowledgedAt: number | null
  acknowledging: boolean
  acknowledgeProblem: AppError | null
  meter: Meter | null
}

export interface Attendance {
  store: StoreApi<AttendanceState>
  start(): void
  stop(): void
  /** The server's clock, in ms since the epoch. */
  now(): number
  reload(): Promise<void>
  /** True once the server has it: media may be received from here on. */
  acknowledge(): Promise<boolean>
  /** Back to the session, on all devices. Throws why that was not done. */
  leaveHall(): Promise<void>
  answer(): Promise<void>
  /** More time for the open check. */
  extend(): Promise<void>
  setCheckSmall(isCheckSmall: boolean): void
  /** The last check's end was read. */
  forgetOutcome(): void
  /** Gaps are looked at: they are kept current. */
  setGapsShown(gapsShown: boolean): void
  /** After the end: asks until the count is final, should nobody tell. */
  awaitFinal(): void
}

type Event<Name extends keyof AttendanceEvents> = Parameters<AttendanceEvents[Name]>[0]

/** Spreads the pages of a large audience that have all been told the same, or have all been cut off (ms). */
const frozenJitterMs = 6000
const reconnectJitterMs = 2000
/** How often (ms) a count that is being settled is asked for. */
const settlingMs = 20_000
/** After these it makes sense to ask again. */
const passing = new Set(['no_answer', 'storage_unavailable', 'internal', 'rate_limited'])

const missed = ({ possibleSlots, creditedSlots }: Pick<Meter, 'possibleSlots' | 'creditedSlots'>): number =>
  possibleSlots - creditedSlots

/** A count never goes back to what was true earlier; the gaps are those told last. */
const newer = (known: Meter | null, told: Meter): Meter =>
  known && !told.isFinal && known.asOf > told.asOf ? { ...known, gaps: told.gaps } : told

export function createAttendance({
  connection,
  sessionId,
}: {
  connection: Connection
  sessionId: string
}): Attendance {
  const store = createStore<AttendanceState>(() => ({
    ...noCheck,
    checkOutcome: null,
    status: 'loading',
    problem: null,
    announced: null,
    disclosures: null,
    acknowledgedAt: null,
    acknowledging: false,
    acknowledgeProblem: null,
    meter: null,
  }))
  const asking = createAsking(askStatus)
  const checks = createChecks({ connection, sessionId, store, ask: asking.ask })
  let stops: (() => void)[] = []
  let gapsShown = false
  let settling: ReturnType<typeof setTimeout> | undefined
  let returnedAt = Number.NEGATIVE_INFINITY

  /** What was judged of the time in the hall is over for whoever has just left it. */
  const returned = <Count extends Pick<Meter, 'asOf' | 'state'>>(count: Count): Count =>
    count.state === 'hall' && count.asOf < returnedAt + slotMs ? { ...count, state: 'not_watching' } : count

  async function askStatus(isCurrent: () => boolean): Promise<boolean> {
    const news = checks.news()
    try {
      const told = await connection.send('attendance.status', { sessionId })
      if (!isCurrent()) return true
      const { announced, disclosures } = told
      const known = store.getState()
      // Asked before the person confirmed these words, the answer may not know of it yet.
      const confirmed = known.disclosures?.version === disclosures.version ? known.acknowledgedAt : null
      const acknowledgedAt = told.acknowledgedAt ?? confirmed
      const meter = newer(known.meter, returned(told.meter))
      store.setState({ status: 'ready', problem: null, announced, disclosures, acknowledgedAt, meter })
      if (news === checks.news()) checks.sync(told.check)
      return true
    } catch (error) {
      const problem = appErrorOf(error)
      if (isCurrent())
        store.setState((state) => ({ problem, ...(state.status === 'loading' && { status: 'failed' }) }))
      return !passing.has(problem.code)
    }
  }

  function onSlot(count: Event<'attendance.slot'>): void {
    const { meter } = store.getState()
    if (!meter || meter.isFinal || count.asOf <= meter.asOf) return
    store.setState({ meter: { ...meter, ...returned(count) } })
    if (gapsShown && missed(count) !== missed(meter)) asking.ask()
  }

  /** Listens to what is told of this session. */
  const on = <Name extends keyof AttendanceEvents>(name: Name, take: (event: Event<Name>) => void) =>
    connection.on(name, ((event: Event<Name>) => {
      if (event.sessionId === sessionId) take(event)
    }) as never)

  return {
    store,
    now: connection.now,
    reload: asking.now,
    start() {
      stops = [
        on('attendance.slot', onSlot),
        on('attendance.check', checks.onCheck),
        on('attendance.checkClosed', (event) => {
          checks.onClosed(event)
          if (gapsShown) asking.ask()
        }),
        // The words of the disclosures may have changed.
        connection.on('program.plan', ({ id }) => {
          if (id === sessionId && store.getState().status === 'ready') asking.now().catch(() => undefined)
        }),
        on('attendance.frozen', () => asking.later(Math.random() * frozenJitterMs)),
        connection.onConnected(() => {
          if (store.getState().status === 'ready') asking.later(Math.random() * reconnectJitterMs)
          else asking.ask()
        }),
      ]
    },
    stop() {
      for (const stop of stops) stop()
      stops = []
      asking.stop()
      checks.stop()
      clearTimeout(settling)
    },
    async acknowledge() {
      const { disclosures, acknowledging } = store.getState()
      if (!disclosures || acknowledging) return false
      store.setState({ acknowledging: true, acknowledgeProblem: null })
      try {
        const { version } = disclosures
        const { acknowledgedAt } = await connection.send('attendance.acknowledge', { sessionId, version })
        store.setState({ acknowledgedAt })
        return true
      } catch (error) {
        const problem = appErrorOf(error)
        if (problem.code === 'stale') await asking.now()
        store.setState({ acknowledgeProblem: problem })
        return false
      } finally {
        store.setState({ acknowledging: false })
      }
    },
    async leaveHall() {
      await connection.send('booths.leaveHall', {})
      returnedAt = connection.now()
      const { meter } = store.getState()
      if (meter) store.setState({ meter: returned(meter) })
    },
    answer: checks.answer,
    extend: checks.extend,
    setCheckSmall: (isCheckSmall) => store.setState({ isCheckSmall }),
    forgetOutcome: () => store.setState({ checkOutcome: null }),
    setGapsShown(shown) {
      gapsShown = shown
      if (shown) asking.ask()
    },
    awaitFinal() {
      const wait = () => {
        settling = setTimeout(look, settlingMs + Math.random() * frozenJitterMs)
      }
      const look = () => {
        if (store.getState().meter?.isFinal) return
        asking.ask()
        wait()
      }
      clearTimeout(settling)
      wait()
    },
  }
}
