// What a page knows of the exhibit hall: whether the person is inside, and the floor's booths.
import type { BoothSummary, Hall as HallReply, OwnBooking } from '@lectern/shared/booths'
import type { AppError } from '@lectern/shared/errors'
import type { StoreApi } from 'zustand/vanilla'
import { appErrorOf } from '../../live/appError.ts'
import type { Connection } from '../../live/connection.ts'
import { Followed, type FollowedState, notLoaded } from '../../live/followed.ts'
import { useFollowed } from '../../live/useFollowed.ts'

export interface HallState extends FollowedState {
  /** `inside`: the credit clock is stopped, on all of the person's devices. */
  status: 'loading' | 'outside' | 'inside' | 'failed'
  booths: readonly BoothSummary[]
  /** Unread messages by booth. */
  unread: HallReply['unread']
  /** The person has left the hall on another page: this one says so. */
  leftElsewhere: boolean
  moving: 'in' | 'out' | null
  /** Why entering or leaving failed. */
  moveProblem: AppError | null
}

/** How long (ms) the loaded floor stays current. */
const freshMs = 2000

const inside = ({ booths, unread }: HallReply): Partial<HallState> => ({
  status: 'inside',
  problem: null,
  booths,
  unread,
  leftElsewhere: false,
})
const outside = (leftElsewhere: boolean): Partial<HallState> => ({
  status: 'outside',
  problem: null,
  booths: [],
  unread: {},
  leftElsewhere,
})

function withSummary({ booths }: HallState, { booth }: { booth: BoothSummary }): Partial<HallState> {
  const isKnown = booths.some(({ id }) => id === booth.id)
  return {
    booths: isKnown ? booths.map((each) => (each.id === booth.id ? booth : each)) : [...booths, booth],
  }
}

export class Hall {
  readonly store: StoreApi<HallState>
  readonly #connection: Connection
  readonly #followed
  /** A new page waits for the previous one to finish leaving. */
  #leaving: Promise<unknown> = Promise.resolve()
  /** Pending entry: a person who navigates away meanwhile leaves afterwards. */
  #entering: Promise<unknown> | undefined
  /** Heard during the person's own move: it may be about a later one on another device. */
  #isUnsure = false
  /** When the floor was last loaded (ms). */
  #loadedAt = 0

  constructor(connection: Connection) {
    this.#connection = connection
    this.#followed = new Followed<HallState, HallReply | undefined>({
      connection,
      initial: {
        ...notLoaded,
        booths: [],
        unread: {},
        leftElsewhere: false,
        moving: null,
        moveProblem: null,
      },
      load: async (isCurrent) => {
        await this.#leaving
        const isEntering = this.store.getState().moving === 'in'
        const { inside } = isEntering ? { inside: true } : await connection.send('booths.inHall', {})
        // A person who has navigated away meanwhile does not enter again.
        return inside && isCurrent() ? this.#sendEnter() : undefined
      },
      loaded: (state, entered) => (entered ? inside(entered) : outside(state.status === 'inside')),
      events: {
        'booths.inHall': (state, event) =>
          !state.moving && !event.inside && state.status === 'inside' ? outside(true) : undefined,
        'booths.summary': withSummary,
      },
      also: () => [
        connection.on('booths.inHall', (event) => {
          const { status, moving } = this.store.getState()
          if (moving) this.#isUnsure ||= event.inside !== (moving === 'in')
          else if (event.inside && status !== 'inside') void this.reload()
        }),
      ],
    })
    this.store = this.#followed.store
  }

  start = (): void => this.#followed.start()
  reload = (): Promise<void> => this.#followed.reload()

  /** The person has gone to another page: they are no longer in the hall. */
  stop = (): void => {
    this.#followed.stop()
    if (this.#entering) this.#leaving = this.#entering.then(() => this.#sendLeave())
    else if (this.store.getState().status === 'inside') this.#leaving = this.#sendLeave()
    this.store.setState({ status: 'loading', leftElsewhere: false, moveProblem: null })
  }

  /** Messages at other booths are not pushed: load their counts. */
  refresh(): void {
    if (this.#connection.now() > this.#loadedAt + freshMs) void this.reload()
  }

  enter = (): Promise<boolean> =>
    this.#move('in', async () => {
      await this.reload()
      const { status, problem } = this.store.getState()
      if (status === 'outside' && problem) throw problem
    })

  /** True once the server has it: the credit clock may run again. */
  leave = (): Promise<boolean> =>
    this.#move('out', async () => {
      await this.#connection.send('booths.leaveHall', {})
      this.store.setState(outside(false))
    })

  async bookings(): Promise<OwnBooking[]> {
    return (await this.#connection.send('booths.myBookings', {})).bookings
  }

  /** The chat of this booth is shown. */
  read(boothId: string): void {
    const { [boothId]: count, ...unread } = this.store.getState().unread
    if (count) this.store.setState({ unread })
  }

  async #sendEnter(): Promise<HallReply> {
    const sent = this.#connection.send('booths.enterHall', {})
    const over: Promise<unknown> = sent
      .catch(() => undefined)
      .finally(() => {
        if (this.#entering === over) this.#entering = undefined
      })
    this.#entering = over
    const entered = await sent
    this.#loadedAt = this.#connection.now()
    return entered
  }

  #sendLeave(): Promise<unknown> {
    return this.#connection.send('booths.leaveHall', {}).catch(() => undefined)
  }

  async #move(moving: 'in' | 'out', work: () => Promise<void>): Promise<boolean> {
    if (this.store.getState().moving) return false
    this.store.setState({ moving, moveProblem: null })
    try {
      await work()
      return true
    } catch (error) {
      this.store.setState({ moveProblem: appErrorOf(error) })
      return false
    } finally {
      this.store.setState({ moving: null })
      if (this.#isUnsure && this.#followed.isRunning) void this.reload()
      this.#isUnsure = false
    }
  }
}

export const hallKey = 'hall'

/** The hall, from the first of its pages to the last; going elsewhere leaves it. A reload does not. */
export const useHall = (): Hall =>
  useFollowed(hallKey, (connection) => new Hall(connection), { keptMs: 0, isRemembered: true })
