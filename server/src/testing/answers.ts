// Outcomes of commands and requests, and the events that clients receive.
import type { ServerEvents } from '@lectern/shared/commands'
import { AppError, type ErrorBody } from '@lectern/shared/errors'
import type { ProgramClient } from '../../../scripts/programClient.ts'

/** "ok", or the code of the refusal. */
export const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'ok',
    (error: Error & { code?: string }) => error.code ?? `${error.name}: ${error.message}`,
  )

/** The error that refuses an attempt. Rejects if it succeeds, or fails with anything but an AppError. */
export const refusalOf = (attempt: Promise<unknown>): Promise<AppError> =>
  attempt.then(
    () => {
      throw new Error('this was not refused')
    },
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error
      return error
    },
  )

/** The error in an HTTP response. */
export async function errorIn(answer: Response | Promise<Response>): Promise<ErrorBody> {
  return ((await (await answer).json()) as { error: ErrorBody }).error
}

/** Status and code of an HTTP response that must be an error. */
export async function statusAndCode(answer: Promise<Response>): Promise<[number, string]> {
  const response = await answer
  return [response.status, (await errorIn(response)).code]
}

/** Collects every event of one kind that a client receives. `until` resolves with the first that fits. */
export function listen<Name extends keyof ServerEvents>(client: Pick<ProgramClient, 'socket'>, name: Name) {
  type Event = Parameters<ServerEvents[Name]>[0]
  const events: Event[] = []
  let wake: () => void = () => {}
  client.socket.on(name, ((event: Event) => {
    events.push(event)
    wake()
  }) as never)
  const until = async (fits: (event: Event) => boolean): Promise<Event> => {
    for (;;) {
      const event = events.find(fits)
      if (event) return event
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return { events, until }
}
