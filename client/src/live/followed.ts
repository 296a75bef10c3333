// Follows what the server owns: loads it, keeps it current by events, and reloads after a gap. No React.
import type { ServerEvents } from '@lectern/shared/commands'
import type { AppError } from '@lectern/shared/errors'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { appErrorOf, canRetry } from './appError.ts'
import type { Connection } from './connection.ts'

export interface FollowedState {
  /** `failed`: nothing could be loaded yet, and `problem` says why. A later failure keeps what is shown. */
  status: string
  problem: AppError | null
  /** The version of the known state, if the server counts its changes. */
  version?: number
}

export const notLoaded = { status: 'loading', problem: null } as const

export type EventOf<Name extends keyof ServerEvents> = Parameters<ServerEvents[Name]>[0]
type Apply<State> = {
  [Name in keyof ServerEvents]?: (state: State, event: EventOf<Name>) => Partial<State> | undefined
}
type Stop = () => void
type ApplyOne<State> = (state: State, event: never) => Partial<State> | undefined

/** An event received while a reply was pending. */
interface Early<State> {
  apply: ApplyOne<State>
  event: never
  /** What it changed then; undefined if it could not be applied yet. */
  changed: readonly string[] | undefined
}

interface FollowOptions<State extends FollowedState, Reply> {
  connection: Connection
  initial: State
  /** `isCurrent` turns false once a newer load starts, or nobody follows any more. */
  load: (isCurrent: () => boolean) => Promise<Reply>
  /**
   * Pure: how a reply changes the state. It may be older than events received since it was requested;
   * `before`: the state then.
   */
  loaded: (state: State, reply: Reply, before: State) => Partial<State>
  /** Called after a reply has been applied. */
  taken?: (reply: Reply) => void
  /** Pure: how a failure changes the state, besides `problem`. */
  failed?: (state: State, problem: AppError) => Partial<State>
  /** Whether an event concerns what is followed. */
  concerns?: (event: never, state: State) => boolean
  /**
   * Pure: how an event changes the state; undefined for no change. One received during a load is applied
   * again where the reply, which may be older, has overwritten what it changed.
   */
  events?: Apply<State>
  /**
   * The same for events that carry `from` and `version`: they are applied in order, each once, without a gap.
   */
  changes?: Apply<State>
  /** Further work while it is followed. Its listeners see the state before an event is applied. */
  also?: () => Stop[]
  /** A large audience reloads after a reconnect spread over this time (ms). */
  spreadMs?: number
}

interface Versioned {
  version?: number | undefined
}

/**
 * The newer of a reply and what events brought while it was on its way. A reply older than what was known
 * when it was requested (`before`) is right: Redis failed over to a copy that lacked the last changes.
 */
export function newest<Value extends Versioned>(
  before: Versioned | null | undefined,
  now: Value | null | undefined,
  reply: Value,
): Value {
  const { version = 0 } = reply
  return now && (now.version ?? 0) > version && version >= (before?.version ?? 0) ? now : reply
}

/**
 * Delay before the first retry (ms), doubled up to the last; each page adds up to the same again, at random.
 */
const firstRetryMs = 1000
const lastRetryMs = 8000

export class Followed<State extends FollowedState, Reply> {
  readonly store: StoreApi<State>
  readonly #options: FollowOptions<State, Reply>
  #stops: Stop[] = []
  #isRunning = false
  /** Counts the loads: only the newest one is applied. */
  #loads = 0
  #loading: Promise<void> | undefined
  /** Something happened that the pending reply may not include. */
  #isOutdated = false
  #early: Early<State>[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #retries = 0
  /** The highest version heard of, and the highest since the newest load began. */
  #wanted = 0
  #heard = 0

  constructor(options: FollowOptions<State, Reply>) {
    this.#options = options
    this.store = createStore<State>(() => options.initial)
  }

  start(): void {
    const { connection, events, changes, also, spreadMs } = this.#options
    this.#isRunning = true
    this.#stops = [
      ...(also?.() ?? []),
      ...this.#listen(events, (apply, event) => this.#apply(apply, event)),
      ...this.#listen(changes, (apply, event) => this.#inOrder(apply, event)),
      connection.onConnected(() => {
        if (spreadMs && this.store.getState().status === 'ready') this.later(Math.random() * spreadMs)
        else void this.reload()
      }),
    ]
  }

  get isRunning(): boolean {
    return this.#isRunning
  }

  stop(): void {
    this.#isRunning = false
    for (const stop of this.#stops) stop()
    this.#stops = []
    this.#loads++
    this.#loading = undefined
    this.#clearTimer()
  }

  /** Loads now. Resolves once the newest load is over, successful or not. */
  reload = (): Promise<void> => {
    this.#clearTimer()
    this.#isOutdated = false
    this.#early = []
    this.#loading = this.#load(++this.#loads)
    return this.#loading.then(() => this.#loading)
  }

  /** Loads after this time (ms), replacing an earlier delay. */
  later(ms: number): void {
    this.#clearTimer()
    if (this.isRunning) this.#timer = setTimeout(() => void this.reload(), ms)
  }

  /** The pending reply may miss what has just happened: load once more after it. */
  recheck(): void {
    if (this.#loading) this.#isOutdated = true
  }

  async #load(load: number): Promise<void> {
    const isCurrent = () => load === this.#loads
    const before = this.store.getState()
    this.#heard = 0
    try {
      const reply = await this.#options.load(isCurrent)
      if (!isCurrent()) return
      this.#loading = undefined
      this.#take(reply, before)
    } catch (error) {
      if (!isCurrent()) return
      this.#loading = undefined
      this.#fail(appErrorOf(error))
    }
  }

  #take(reply: Reply, before: State): void {
    const state = this.store.getState()
    const version = (reply as Versioned | undefined)?.version
    const isOld =
      state.status === 'ready' &&
      version !== undefined &&
      newest<Versioned>(before, state, { version }) === state
    if (version !== undefined && version < (before.version ?? 0)) this.#wanted = this.#heard
    const patch = isOld ? {} : this.#options.loaded(state, reply, before)
    this.#set({ status: 'ready', problem: null, ...patch } as Partial<State>)
    for (const { apply, event, changed } of this.#early)
      if (!changed || changed.some((key) => key in patch)) this.#apply(apply, event)
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

  #apply(apply: ApplyOne<State>, event: never): void {
    const state = this.store.getState()
    const isConcerned = this.#options.concerns?.(event, state) ?? true
    const patch = isConcerned ? apply(state, event) : undefined
    if (this.#loading) this.#early.push({ apply, event, changed: patch && Object.keys(patch) })
    this.#set(patch)
  }

  #inOrder(apply: ApplyOne<State>, event: never): void {
    const state = this.store.getState()
    if (!(this.#options.concerns?.(event, state) ?? true)) return
    const { from, version } = event as { from: number; version: number }
    this.#wanted = Math.max(this.#wanted, version)
    this.#heard = Math.max(this.#heard, version)
    if (state.status !== 'ready' || from > (state.version ?? 0)) {
      if (this.#loading) this.#isOutdated = true
      else if (!this.#timer) void this.reload()
    } else if (version > (state.version ?? 0))
      this.#set({ ...apply(state, event), version } as Partial<State>)
  }

  #listen(applies: Apply<State> | undefined, take: (apply: ApplyOne<State>, event: never) => void): Stop[] {
    const { connection } = this.#options
    return Object.entries(applies ?? {}).map(([name, apply]) =>
      connection.on(
        name as keyof ServerEvents,
        ((event: never) => take(apply as ApplyOne<State>, event)) as never,
      ),
    )
  }
}
