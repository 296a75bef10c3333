import { errors } from '@lectern/shared/errors'
import type { Response } from 'express'
import PQueue from 'p-queue'

/** Waits for its turn, calls `handOn`, and holds the turn until the response is over. */
const inTurn = (queue: PQueue, response: Response, handOn: () => void): Promise<void> =>
  queue.add(async () => {
    if (response.closed) return
    const over = new Promise<void>((resolve) => response.once('close', () => resolve()))
    handOn()
    await over
  })

/** Resolves once it is the person's turn, which lasts until the response is over. */
export type TakeTurn = (personId: string, response: Response) => Promise<void>

/**
 * One request at a time per person. A page may send several at once: `waitingMax` of them wait, more are
 * refused with `rate_limited`. A request given up while waiting loses its turn.
 */
export function oneAtATime(waitingMax: number): TakeTurn {
  const queues = new Map<string, PQueue>()
  return (personId, response) =>
    new Promise((resolve) => {
      const queue = queues.get(personId) ?? new PQueue({ concurrency: 1 })
      if (queue.size >= waitingMax) throw errors.rateLimited(10)
      queues.set(personId, queue)
      void inTurn(queue, response, resolve).then(() => {
        if (queue.size === 0 && queue.pending === 0) queues.delete(personId)
      })
    })
}
