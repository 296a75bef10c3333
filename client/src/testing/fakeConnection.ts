// For tests: a page's connection whose other end is the test. It
// records requests, and replies, refuses and sends events as told.
import type { CommandInput, CommandName, ServerEvents } from '@lectern/shared/commands'
import { AppError, type ErrorCode } from '@lectern/shared/errors'
import type { Connection } from '../live/connection.ts'

export abstract class FakeConnection {
  abstract clock: number
  readonly sent: { name: CommandName; request: Record<string, unknown> }[] = []
  /** Each is used once, instead of a reply. */
  readonly refusals: Partial<Record<CommandName, AppError[]>> = {}
  isConnected = true
  /** Commands whose replies wait until the test releases them. */
  readonly #held = new Map<CommandName, Promise<void>>()
  readonly #listeners = new Map<string, Set<(event: never) => void>>()
  readonly #connected = new Set<() => void>()

  /** The server's reply, computed when it is requested. */
  protected abstract answer(name: CommandName, request: Record<string, unknown>): unknown
  /** The command was not refused. */
  protected done(_name: CommandName, _answer: unknown): void {}

  readonly connection = {
    send: async (name: CommandName, request: Record<string, unknown>) => {
      this.sent.push({ name, request })
      const refused = this.refusals[name]?.shift()
      const answer = refused ? undefined : this.answer(name, request)
      await this.#held.get(name)
      if (refused) throw refused
      this.done(name, answer)
      return answer
    },
    on: (name: string, listener: (event: never) => void) => {
      const listeners = this.#listeners.get(name) ?? new Set()
      this.#listeners.set(name, listeners.add(listener))
      return () => listeners.delete(listener)
    },
    onConnected: (listener: () => void) => {
      this.#connected.add(listener)
      if (this.isConnected) listener()
      return () => this.#connected.delete(listener)
    },
    now: () => this.clock,
  } as unknown as Connection

  /** The requests sent under this name. */
  requests<Name extends CommandName>(name: Name): CommandInput<Name>[] {
    return this.sent.filter((sent) => sent.name === name).map(({ request }) => request as CommandInput<Name>)
  }

  /** The next command of this name is refused. */
  refuse(name: CommandName, code: ErrorCode, message: string = code): void {
    const refusals = this.refusals[name] ?? []
    this.refusals[name] = [...refusals, new AppError(code, message)]
  }

  /** Holds back replies to a command; the returned function releases them. */
  hold(name: CommandName): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#held.set(name, promise)
    return () => {
      this.#held.delete(name)
      resolve()
    }
  }

  tell<Name extends keyof ServerEvents>(name: Name, event: Parameters<ServerEvents[Name]>[0]): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(event as never)
  }

  /** For the first time, or again. */
  connect(): void {
    this.isConnected = true
    for (const listener of this.#connected) listener()
  }
}
