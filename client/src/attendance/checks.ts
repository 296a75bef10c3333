// The attention check that waits for an answer, as a page knows it; part of `attendanceStore.ts`.
import type { OpenCheck } from '@lectern/shared/attendance'
import type { AppError } from '@lectern/shared/errors'
import { judgedAfterMs, slotMs } from '@lectern/shared/slotTimes'
import type { StoreApi } from 'zustand/vanilla'
import { appErrorOf } from '../live/appError.ts'
import type { Connection } from '../live/connection.ts'

/** The open one, and how the last one ended. */
export interface CheckState {
  check: OpenCheck | null
  sending: 'answer' | 'extend' | null
  /** Why an answer or more time was not taken. */
  checkProblem: AppError | null
  checkOutcome: 'answered' | 'over' | null
  /** Put aside: one line instead of a dialog. */
  isCheckSmall: boolean
}

export const noCheck: Omit<CheckState, 'checkOutcome'> = {
  check: null,
  sending: null,
  checkProblem: null,
  isCheckSmall: false,
}

/** How a check has ended is told once the slot is judged in which its time was over; if not, it is asked for (ms). */
const closedMs = slotMs + judgedAfterMs + 4000
const jitterMs = 6000

interface ChecksOptions {
  connection: Connection
  sessionId: string
  store: Pick<StoreApi<CheckState>, 'getState'> & { setState(state: Partial<CheckState>): void }
  /** Asks for everything anew. */
  ask: () => void
}

export function createChecks({ connection, sessionId, store, ask }: ChecksOptions) {
  let news = 0
  let overdue: ReturnType<typeof setTimeout> | undefined
  const isOpen = (number: number): boolean => store.getState().check?.check === number

  function take(check: OpenCheck): void {
    store.setState(isOpen(check.check) ? { check } : { ...noCheck, check, checkOutcome: null })
    clearTimeout(overdue)
    const left = Math.max(0, check.dueAt + closedMs - connection.now())
    overdue = setTimeout(ask, left + Math.random() * jitterMs)
  }

  function end(number: number, checkOutcome: CheckState['checkOutcome']): void {
    if (!isOpen(number)) return
    clearTimeout(overdue)
    store.setState({ ...noCheck, checkOutcome })
  }

  /** Does what a button of the open check says. Refused as `conflict`, an answer came too late. */
  async function send(sending: 'answer' | 'extend', work: (check: number) => Promise<void>): Promise<void> {
    const { check, sending: busy } = store.getState()
    if (!check || busy) return
    store.setState({ sending, checkProblem: null })
    try {
      await work(check.check)
    } catch (error) {
      const problem = appErrorOf(error)
      if (sending === 'answer' && problem.code === 'conflict') {
        news++
        end(check.check, 'over')
      } else if (isOpen(check.check)) store.setState({ checkProblem: problem })
    } finally {
      store.setState({ sending: null })
    }
  }

  return {
    /** Grows with whatever is told of checks: an answer that was asked for before knows less. */
    news: (): number => news,
    /** As the answer to a question for everything has it. */
    sync(check: OpenCheck | null): void {
      const known = store.getState().check
      const sinceDue = connection.now() - (known?.dueAt ?? 0)
      if (check) take(check)
      else if (known && (sinceDue < 0 || sinceDue >= closedMs)) end(known.check, null)
    },
    onCheck(check: OpenCheck): void {
      news++
      take(check)
    },
    onClosed({ check, answered }: { check: number; answered: boolean }): void {
      news++
      end(check, answered ? 'answered' : 'over')
    },
    answer: () =>
      send('answer', async (check) => {
        await connection.send('attendance.answer', { sessionId, check })
        news++
        end(check, 'answered')
      }),
    extend: () =>
      send('extend', async (check) => {
        const extended = await connection.send('attendance.extend', { sessionId, check })
        news++
        if (isOpen(check)) take(extended)
      }),
    stop: (): void => clearTimeout(overdue),
  }
}
