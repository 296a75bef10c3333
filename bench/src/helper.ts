// A helper process that answers a bench over its IPC channel and ends with it.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Scope } from './scope.ts'

/** How long a helper may take to end, in ms. */
const endMs = 3000

interface Question {
  id: number
  name: string
  request: unknown
}

interface Answer {
  id: number
  value?: unknown
  error?: string
}

// biome-ignore lint/suspicious/noExplicitAny: what a function takes and answers is known where it is named
export type Handlers = Record<string, (request: any) => any>

export interface Helper<Known extends Handlers> {
  pid: number
  ask<Name extends keyof Known & string>(
    name: Name,
    ...request: Parameters<Known[Name]>
  ): Promise<Awaited<ReturnType<Known[Name]>>>
}

/** Starts `script` (from this folder), which calls `answerQuestions` with handlers of this type. */
export async function startHelper<Known extends Handlers>(
  scope: Scope,
  script: string,
): Promise<Helper<Known>> {
  const child = await scope.use(
    () => fork(new URL(script, import.meta.url), { execArgv: ['--disable-warning=ExperimentalWarning'] }),
    end,
  )
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let asked = 0
  child.on('message', (message) => {
    const { id, value, error } = message as Answer
    const { resolve, reject } = waiting.get(id)!
    waiting.delete(id)
    if (error === undefined) resolve(value as never)
    else reject(new Error(error))
  })
  child.once('exit', (status, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`${script} ended: ${signal ?? status}`))
  })
  return {
    pid: child.pid!,
    ask: (name, ...[request]) =>
      new Promise((resolve, reject) => {
        const id = ++asked
        waiting.set(id, { resolve, reject })
        child.send({ id, name, request } satisfies Question)
      }),
  }
}

/** A helper exits when disconnected; one that hangs is killed. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  const late = setTimeout(() => child.kill('SIGKILL'), endMs)
  if (child.connected) child.disconnect()
  await ended
  clearTimeout(late)
}

/** In the helper: answers until the bench disconnects. */
export function answerQuestions(handlers: Handlers): void {
  // The bench may have gone during the start.
  if (!process.connected) process.exit()
  process.once('disconnect', () => process.exit())
  process.on('message', async (message) => {
    const { id, name, request } = message as Question
    const answer: Answer = { id }
    try {
      answer.value = await handlers[name]!(request)
    } catch (error) {
      answer.error = `${name}: ${(error as Error).message}`
    }
    process.send!(answer)
  })
}
