// Following what the server owns: load it, keep it current by events, and load it again where something was missed. No React.
import type { ServerEvents } from '@lectern/shared/commands'
import type { AppError } from '@lectern/shared/errors'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { appErrorOf, canRetry } from './appError.ts'
import type { Connection } from './connection.ts'

export interface FollowedState {
  /** `failed`: nothing could be loaded yet, and `problem` says why. A later failure leaves what is shown. */
  status: string
  problem: AppError | null
  /** Of what is known, where the server counts its changes. */
  version?: number
}

export const notLoaded = { status: 'loading', problem: null } as const

export type EventOf<Name extends keyof ServerEvents> = Parameters<ServerEvents[Name]>[0]
type Apply<State> = {
  [Name in keyof ServerEvents]?: (state: State, event: EventOf<Name>) => Partial<State> | undefined
}
type Stop = () => void

interface FollowOptions<State extends FollowedState, Reply> {
  connection: Connection
  initial: State
  /** `isCurrent` is false once something newer is asked for, or nobody follows any more. */
  load: (isCurrent: () => boolean) => Promise<Reply>
  /** Pure: what a reply changes. It may be older than what events have brought since it was asked for. */
  loaded: (state: State, reply: Reply) => Partial<State>
  /** Once a reply has been applied. */
  taken?: (reply: Reply) => void
  /** Pure: what a failure changes, besides `problem`. */
  failed?: (state: State, problem: AppError) => Partial<State>
  /** Whether an event is about what is followed. */
  concerns?: (event: never, state: State) => boolean
  /** Pure: what an event changes; undefined for nothing. */
  events?: Apply<State>
  /** The same for events that carry `from` and `version`: they are applied in order, each once, without a gap. */
  changes?: Apply<State>
  /** What else runs while it is followed. Its listeners see the state before an event is applied. */
  also?: () => Stop[]
  /** A large audience loads again after a reconnect spread over this time (ms). */
  spreadMs?: number
}

/** Before the first retry (ms), doubled up to the last; each page takes up to twice as long, at random. */
const firstRetryMs = 1000
const lastRetryMs = 8000

export class Followed<State extends FollowedState, Reply> {
  readonly store: StoreApi<State>
  readonly #options: FollowOptions<State, Reply>
  #stops: Stop[] = []
  /** Counts the loads: only the newest one's outcome is taken. */
  #loads = 0
  #loading: Promise<void> | undefined
  /** Something happened that the reply on its way may not know of. */
  #isOutdated = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #retries = 0
  /** The highest version heard of. */
  #wanted = 0

  constructor(options: FollowOptions<State, Reply>) {
    this.#options = options
    this.store = createStore<State>(() => options.initial)
  }

  start(): void {
    const { connection, events, changes, also, spreadMs } = this.#options
    this.#stops = [
      ...(also?.() ?? []),
      ...this.#listen(events, (apply, event) => this.#set(apply(this.store.getState(), event))),
      ...this.#listen(changes, (apply, event) => this.#inOrder(apply, event)),
      connection.onConnected(() => {
        if (spreadMs && this.store.getState().status === 'ready') this.later(Math.random() * spreadMs)
        else void this.reload()
      }),
    ]
  }

  get isRunning(): boolean {
    return this.#stops.length > 0
  }

  stop(): void {
    for (const stop of this.#stops) stop()
    this.#stops = []
    this.#loads++
    this.#loading = undefined
    this.#clearTimer()
  }

  /** Loads now. Resolves once the newest load is over, done or failed. */
  reload = (): Promise<void> => {
    this.#clearTimer()
    this.#isOutdated = false
    this.#loading = this.#load(++this.#loads)
    return this.#loading.then(() => this.#loading)
  }

  /** Loads after this time (ms), instead of what was put off before. */
  later(ms: number): void {
    this.#clearTimer()
    if (this.isRunning) this.#timer = setTimeout(() => void this.reload(), ms)
  }

  /** A reply on its way may not have what has just happened: once it is there, loads once more. */
  recheck(): void {
    if (this.#loading) this.#isOutdated = true
  }

  async #load(load: number): Promise<void> {
    const isCurrent = () => load === this.#loads
    try {
      const reply = await this.#options.load(isCurrent)
      if (!isCurrent()) return
      this.#loading = undefined
      this.#take(reply)
    } catch (error) {
      if (!isCurrent()) return
      this.#loading = undefined
      this.#fail(appErrorOf(error))
    }
  }

  #take(reply: Reply): void {
    const state = this.store.getState()
    const version = (reply as { version?: number } | undefined)?.version
    const isOld = state.status === 'ready' && version !== undefined && version < (state.version ?? 0)
    const patch = isOld ? {} : this.#options.loaded(state, reply)
    this.#set({ status: 'ready', problem: null, ...patch } as Partial<State>)
    this.#options.taken?.(reply)
    if (this.#isOutdated) void this.reload()
    else if ((this.store.getState().version ?? 0) < this.#wanted) this.#retry()
    else this.#retries = 0
  }

  #fail(problem: AppError): void {
    const state = this.store.getState()
    const status = state.status === 'loading' ? 'failed' : state.status
    this.#set({ status, problem, ...this.#options.failed?.(state, problem) } as Partial<State>)
    if (canRetry(problem)) this.#retry()
  }

  #retry(): void {
    const ms = Math.min(firstRetryMs * 2 ** this.#retries++, lastRetryMs)
    this.later(ms * (1 + Math.random()))
  }

  #clearTimer(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #set(patch: Partial<State> | undefined): void {
    if (patch) this.store.setState(patch)
  }

  #inOrder(apply: (state: State, event: never) => Partial<State> | undefined, event: never): void {
    const { from, version } = event as { from: number; version: number }
    const state = this.store.getState()
    this.#wanted = Math.max(this.#wanted, version)
    if (state.status !== 'ready' || from > (state.version ?? 0)) {
      if (this.#loading) this.#isOutdated = true
      else if (!this.#timer) void this.reload()
    } else if (version > (state.version ?? 0))
      this.#set({ ...apply(state, event), version } as Partial<State>)
  }

  #listen(
    applies: Apply<State> | undefined,
    take: (apply: (state: State, event: never) => Partial<State> | undefined, event: never) => void,
  ): Stop[] {
    const { connection, concerns } = this.#options
    return Object.entries(applies ?? {}).map(([name, apply]) =>
      connection.on(
        name as keyof ServerEvents,
        ((event: never) => {
          if (concerns?.(event, this.store.getState()) ?? true) take(apply as never, event)
        }) as never,
      ),
    )
  }
}
