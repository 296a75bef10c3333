// Keeps a person's watched time in a session current on one page, and sends what they do about it. No React.
import type { StoreApi } from 'zustand/vanilla'
import { appErrorOf } from '../live/appError.ts'
import type { Connection } from '../live/connection.ts'
import { Followed } from '../live/followed.ts'
import {
  type AttendanceState,
  missedSlots,
  noAttendance,
  withReturn,
  withSlot,
  withStatus,
} from './attendanceState.ts'
import { closedMs, isOpen, withCheck, withoutCheck } from './checkState.ts'

/** Spreads the pages of a large audience that have all been told the same, or have all been cut off (ms). */
const frozenJitterMs = 6000
const reconnectJitterMs = 2000
/** How often (ms) a count that is being settled is asked for. */
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
      // Gaps come with the status alone.
      on('attendance.slot', (count) => {
        const { meter } = store.getState()
        const isNew = meter && !meter.isFinal && count.asOf > meter.asOf
        if (this.#gapsShown && isNew && missedSlots(count) !== missedSlots(meter)) void this.reload()
      }),
      on('attendance.checkClosed', () => {
        if (this.#gapsShown) void this.reload()
      }),
      // The words of the disclosures may have changed.
      this.#connection.on('program.plan', ({ id }) => {
        if (id === this.#sessionId && store.getState().status === 'ready') void this.reload()
      }),
      on('attendance.frozen', () => this.#followed.later(Math.random() * frozenJitterMs)),
      () => clearTimeout(this.#settling),
      () => clearTimeout(this.#overdue),
    ]
  }

  /** Asks how a check has ended, should nobody say. */
  #awaitEnd(dueAt: number | undefined): void {
    clearTimeout(this.#overdue)
    if (dueAt === undefined) return
    const left = Math.max(0, dueAt + closedMs - this.#connection.now())
    this.#overdue = setTimeout(() => void this.reload(), left + Math.random() * frozenJitterMs)
  }

  /** True once the server has it: media may be received from here on. */
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

  /** Back to the session, on all devices. Throws why that was not done. */
  async leaveHall(): Promise<void> {
    await this.#connection.send('booths.leaveHall', {})
    this.store.setState((state) => withReturn(state, this.#connection.now()))
  }

  answer = (): Promise<void> =>
    this.#send('answer', async (check) => {
      await this.#connection.send('attendance.answer', { sessionId: this.#sessionId, check })
      this.store.setState((state) => withoutCheck(state, check, 'answered'))
    })

  /** More time for the open check. */
  extend = (): Promise<void> =>
    this.#send('extend', async (check) => {
      const extended = await this.#connection.send('attendance.extend', { sessionId: this.#sessionId, check })
      this.store.setState((state) => (isOpen(state, check) ? withCheck(state, extended) : {}))
    })

  /** Does what a button of the open check says. Refused as `conflict`, an answer came too late. */
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
  /** The last check's end was read. */
  forgetOutcome = (): void => this.store.setState({ checkOutcome: null })

  /** Gaps are looked at: they are kept current. */
  setGapsShown(shown: boolean): void {
    this.#gapsShown = shown
    if (shown) void this.reload()
  }

  /** After the end: asks until the count is final, should nobody say. */
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
