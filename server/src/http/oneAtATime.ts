import { errors } from '@lectern/shared/errors'
import type { RequestHandler, Response } from 'express'
import PQueue from 'p-queue'

/** Waits for its turn, then hands on and holds the turn until the response is over. */
const inTurn = (queue: PQueue, response: Response, handOn: () => void): Promise<void> =>
  queue.add(async () => {
    if (response.closed) return
    const over = new Promise<void>((resolve) => response.once('close', () => resolve()))
    handOn()
    await over
  })

/**
 * One request at a time for each person, who must be signed in, before anything of its body is read. A page may
 * send several at once: `waitingMax` of them wait, more are refused.
 */
export function oneAtATime(waitingMax: number): RequestHandler {
  const queues = new Map<string, PQueue>()
  return (_request, response, next) => {
    const personId = response.locals.person!.id
    const queue = queues.get(personId) ?? new PQueue({ concurrency: 1 })
    if (queue.size >= waitingMax) throw errors.rateLimited(10)
    queues.set(personId, queue)
    void inTurn(queue, response, next).then(() => {
      if (queue.size === 0 && queue.pending === 0) queues.delete(personId)
    })
  }
}
