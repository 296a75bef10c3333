// Keeps a person's watched time in a session current on one page, and sends their actions.
import type { StoreApi } from 'zustand/vanilla'
import { appErrorOf } from '../live/appError.ts'
import type { Connection } from '../live/connection.ts'
import { Followed } from '../live/followed.ts'
import { useFollowed } from '../live/useFollowed.ts'
import {
  type AttendanceState,
  missedSlots,
  noAttendance,
  withReturn,
  withSlot,
  withStatus,
} from './attendanceState.ts'
import { closedMs, isOpen, withCheck, withoutCheck } from './checkState.ts'

/** Spreads the requests of a large audience that was notified or disconnected at the same moment (ms). */
const frozenJitterMs = 6000
const reconnectJitterMs = 2000
/** How often (ms) a count that is being finalised is requested. */
const settlingMs = 20_000

export class Attendance {
  readonly store: StoreApi<AttendanceState>
  readonly #connection: Connection
  readonly #sessionId: string
  readonly #followed
  #gapsShown = false
  #settling: ReturnType<typeof setTimeout> | undefined
  #overdue: ReturnType<typeof setTimeout> | undefined

  constructor({ connection, sessionId }: { connection: Connection; sessionId: string }) {
    this.#connection = connection
    this.#sessionId = sessionId
    this.#followed = new Followed({
      connection,
      initial: noAttendance,
      load: async () => {
        const { checkNews: news } = this.store.getState()
        const status = await connection.send('attendance.status', { sessionId })
        return { status, news, now: connection.now() }
      },
      loaded: withStatus,
      concerns: (event: { sessionId: string }) => event.sessionId === sessionId,
      events: {
        'attendance.slot': withSlot,
        'attendance.check': withCheck,
        'attendance.checkClosed': (state, { check, answered }) =>
          withoutCheck(state, check, answered ? 'answered' : 'over'),
      },
      also: () => this.#listen(),
      spreadMs: reconnectJitterMs,
    })
    this.store = this.#followed.store
    this.store.subscribe(({ check }, before) => {
      if (check !== before.check) this.#awaitEnd(check?.dueAt)
    })
  }

  start = (): void => this.#followed.start()
  stop = (): void => this.#followed.stop()
  reload = (): Promise<void> => this.#followed.reload()

  #listen(): (() => void)[] {
    const { store } = this
    const on: Connection['on'] = (name, listener) =>
      this.#connection.on(name, ((event: { sessionId: string }) => {
        if (event.sessionId === this.#sessionId) (listener as (event: unknown) => void)(event)
      }) as never)
    return [
      // Gaps come only with the status.
      on('attendance.slot', (count) => {
        const { meter } = store.getState()
        const isNew = meter && !meter.isFinal && count.asOf > meter.asOf
        if (this.#gapsShown && isNew && missedSlots(count) !== missedSlots(meter)) void this.reload()
      }),
      on('attendance.checkClosed', () => {
        if (this.#gapsShown) void this.reload()
      }),
      // The words of the disclosures may have changed, for everybody at the same moment.
      this.#connection.on('program.plan', ({ id }) => {
        if (id === this.#sessionId && store.getState().status === 'ready') void this.reload()
      }),
      this.#connection.on('program.conference', () => {
        if (store.getState().status === 'ready') this.#followed.later(Math.random() * reconnectJitterMs)
      }),
      on('attendance.frozen', () => this.#followed.later(Math.random() * frozenJitterMs)),
      () => clearTimeout(this.#settling),
      () => clearTimeout(this.#overdue),
    ]
  }

  /** Requests a check's outcome if no message brings it. */
  #awaitEnd(dueAt: number | undefined): void {
    clearTimeout(this.#overdue)
    if (dueAt === undefined) return
    const left = Math.max(0, dueAt + closedMs - this.#connection.now())
    this.#overdue = setTimeout(() => void this.reload(), left + Math.random() * frozenJitterMs)
  }

  /** True once the server has it: from then on media may be received. */
  async acknowledge(): Promise<boolean> {
    const { store } = this
    const { disclosures, acknowledging } = store.getState()
    if (!disclosures || acknowledging) return false
    store.setState({ acknowledging: true, acknowledgeProblem: null })
    const request = { sessionId: this.#sessionId, version: disclosures.version }
    try {
      const { acknowledgedAt } = await this.#connection.send('attendance.acknowledge', request)
      store.setState({ acknowledgedAt })
      return true
    } catch (error) {
      const problem = appErrorOf(error)
      if (problem.code === 'stale') await this.reload()
      store.setState({ acknowledgeProblem: problem })
      return false
    } finally {
      store.setState({ acknowledging: false })
    }
  }

  /** Back to the session, on all devices. Throws the reason if it failed. */
  async leaveHall(): Promise<void> {
    await this.#connection.send('booths.leaveHall', {})
    this.store.setState((state) => withReturn(state, this.#connection.now()))
  }

  answer = (): Promise<void> =>
    this.#send('answer', async (check) => {
      await this.#connection.send('attendance.answer', { sessionId: this.#sessionId, check })
      this.store.setState((state) => withoutCheck(state, check, 'answered'))
    })

  /** Extends the open check. */
  extend = (): Promise<void> =>
    this.#send('extend', async (check) => {
      const extended = await this.#connection.send('attendance.extend', { sessionId: this.#sessionId, check })
      this.store.setState((state) => (isOpen(state, check) ? withCheck(state, extended) : {}))
    })

  /** Sends a button of the open check. Refused as `conflict` if it came too late. */
  async #send(sending: 'answer' | 'extend', work: (check: number) => Promise<void>): Promise<void> {
    const { store } = this
    const { check: open, sending: isBusy } = store.getState()
    if (!open || isBusy) return
    const { check } = open
    store.setState({ sending, checkProblem: null })
    try {
      await work(check)
    } catch (error) {
      const problem = appErrorOf(error)
      store.setState((state) => {
        if (sending === 'answer' && problem.code === 'conflict') return withoutCheck(state, check, 'over')
        return isOpen(state, check) ? { checkProblem: problem } : {}
      })
    } finally {
      store.setState({ sending: null })
    }
  }

  setCheckSmall = (isCheckSmall: boolean): void => this.store.setState({ isCheckSmall })
  /** The person has read the last check's outcome. */
  forgetOutcome = (): void => this.store.setState({ checkOutcome: null })

  /** While gaps are shown, they are kept current. */
  setGapsShown(shown: boolean): void {
    this.#gapsShown = shown
    if (shown) void this.reload()
  }

  /** After the end: requests the count until it is final, if no message brings it. */
  awaitFinal(): void {
    clearTimeout(this.#settling)
    this.#settling = setTimeout(
      () => {
        if (this.store.getState().meter?.isFinal) return
        void this.reload()
        this.awaitFinal()
      },
      settlingMs + Math.random() * frozenJitterMs,
    )
  }
}

export const attendanceKey = (sessionId: string): string => `attendance ${sessionId}`

/**
 * The person's watched time in a session: the strip, the check, the disclosures and the end of a session
 * share one.
 */
export const useAttendance = (sessionId: string): Attendance =>
  useFollowed(attendanceKey(sessionId), (connection) => new Attendance({ connection, sessionId }))
