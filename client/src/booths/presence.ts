// Being at a booth, as its visitor or one of its staff: the server is told so now and then. No React.
import { presenceBeatMs } from '@lectern/shared/booths'
import { AppError } from '@lectern/shared/errors'
import type { Connection } from '../live/connection.ts'
import type { Timer } from '../live/workerTimer.ts'

interface PresenceOptions {
  connection: Connection
  timer: Timer
  /** Undefined while the page is not there yet. */
  boothId: () => string | undefined
  /** The server does not know of it any more. */
  onLost: () => void
}

/** Answers the functions that end it. */
export function startPresence({ connection, timer, boothId, onLost }: PresenceOptions): (() => void)[] {
  async function beat(): Promise<void> {
    const id = boothId()
    if (id === undefined) return
    try {
      await connection.send('booths.beat', { boothId: id })
    } catch (error) {
      if (error instanceof AppError && error.code === 'conflict') onLost()
    }
  }
  return [
    connection.on('booths.beat', (event) => {
      if (event.boothId === boothId()) void beat()
    }),
    timer(presenceBeatMs, () => void beat()),
  ]
}
