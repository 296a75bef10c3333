// What a page knows of the exhibit hall: whether the person is inside, and the booths of the floor. No React.
import type { BoothEvents } from '@lectern/shared/boothCommands'
import type { BoothSummary, Hall as HallReply, OwnBooking } from '@lectern/shared/booths'
import type { AppError } from '@lectern/shared/errors'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { appErrorOf, canRetry } from '../../live/appError.ts'
import { createAsking } from '../../live/asking.ts'
import type { Connection } from '../../live/connection.ts'

export interface HallState {
  /** `inside`: the credit clock stands, on all of the person's devices. */
  status: 'loading' | 'outside' | 'inside' | 'failed'
  problem: AppError | null
  booths: readonly BoothSummary[]
  /** Messages that the person has not been shown, by booth. */
  unread: HallReply['unread']
  /** The person has left the hall on another page: this one says so. */
  leftElsewhere: boolean
  moving: 'in' | 'out' | null
  /** Why entering or leaving did not work. */
  moveProblem: AppError | null
}

export type Hall = ReturnType<typeof createHall>

/** How long (ms) the floor is shown as it was loaded. */
const freshMs = 2000

type Event<Name extends keyof BoothEvents> = Parameters<BoothEvents[Name]>[0]

export function createHall(connection: Connection) {
  const store: StoreApi<HallState> = createStore<HallState>(() => ({
    status: 'loading',
    problem: null,
    booths: [],
    unread: {},
    leftElsewhere: false,
    moving: null,
    moveProblem: null,
  }))
  let stops: (() => void)[] = []
  /** A page that is opened while the one before is still leaving waits for it. */
  let leaving: Promise<unknown> = Promise.resolve()
  /** While the server is asked to let the person in: whoever goes elsewhere meanwhile leaves after that. */
  let entering: Promise<unknown> | undefined

  /** When (ms) the floor was loaded last. */
  let loadedAt = 0

  function sendEnter(): Promise<HallReply> {
    const sent = connection.send('booths.enterHall', {})
    const over: Promise<unknown> = sent
      .catch(() => undefined)
      .finally(() => {
        if (entering === over) entering = undefined
      })
    entering = over
    return sent
  }
  const sendLeave = () => connection.send('booths.leaveHall', {}).catch(() => undefined)

  function take({ booths, unread }: HallReply): void {
    loadedAt = connection.now()
    store.setState({ status: 'inside', problem: null, booths, unread, leftElsewhere: false })
  }
  const setOutside = (leftElsewhere: boolean) =>
    store.setState({ status: 'outside', problem: null, booths: [], unread: {}, leftElsewhere })

  const asking = createAsking(async (isCurrent) => {
    try {
      await leaving
      const { inside } = await connection.send('booths.inHall', {})
      // Whoever has gone elsewhere meanwhile does not go in again.
      if (!isCurrent()) return true
      const entered = inside ? await sendEnter() : undefined
      if (!isCurrent()) return true
      if (entered) take(entered)
      else setOutside(store.getState().status === 'inside')
      return true
    } catch (error) {
      const problem = appErrorOf(error)
      if (isCurrent())
        store.setState(({ status }) => ({ problem, status: status === 'loading' ? 'failed' : status }))
      return !canRetry(problem)
    }
  })

  function onInHall({ inside }: Event<'booths.inHall'>): void {
    const { status, moving } = store.getState()
    if (moving) return
    if (inside && status !== 'inside') asking.ask()
    if (!inside && status === 'inside') setOutside(true)
  }

  function onSummary({ booth }: Event<'booths.summary'>): void {
    const { booths } = store.getState()
    const isKnown = booths.some(({ id }) => id === booth.id)
    store.setState({
      booths: isKnown ? booths.map((each) => (each.id === booth.id ? booth : each)) : [...booths, booth],
    })
  }

  async function move(moving: 'in' | 'out', work: () => Promise<void>): Promise<boolean> {
    if (store.getState().moving) return false
    store.setState({ moving, moveProblem: null })
    try {
      await work()
      return true
    } catch (error) {
      store.setState({ moveProblem: appErrorOf(error) })
      return false
    } finally {
      store.setState({ moving: null })
    }
  }

  return {
    store,
    now: () => connection.now(),
    reload: asking.now,
    /** What was written at booths while the person was at another one is told to nobody: it is asked for. */
    refresh(): void {
      if (connection.now() > loadedAt + freshMs) asking.ask()
    },
    start(): void {
      stops = [
        connection.on('booths.inHall', onInHall),
        connection.on('booths.summary', onSummary),
        connection.onConnected(asking.ask),
      ]
    },
    /** The person has gone to another page: they are not in the hall any more. */
    stop(): void {
      for (const stop of stops) stop()
      stops = []
      asking.stop()
      if (entering) leaving = entering.then(sendLeave)
      else if (store.getState().status === 'inside') leaving = sendLeave()
      store.setState({ status: 'loading', leftElsewhere: false, moveProblem: null })
    },
    enter: (): Promise<boolean> =>
      move('in', async () => {
        const entered = await sendEnter()
        if (stops.length > 0) take(entered)
      }),
    /** True once the server has it: the credit clock may run again. */
    leave: (): Promise<boolean> =>
      move('out', async () => {
        await connection.send('booths.leaveHall', {})
        setOutside(false)
      }),
    bookings: async (): Promise<OwnBooking[]> => (await connection.send('booths.myBookings', {})).bookings,
    /** The chat of this booth is shown. */
    read(boothId: string): void {
      const { [boothId]: _, ...unread } = store.getState().unread
      store.setState({ unread })
    },
  }
}
