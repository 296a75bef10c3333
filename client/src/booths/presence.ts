// Presence at a booth, as visitor or staff: the server is told regularly. No React.
import { presenceBeatMs } from '@lectern/shared/booths'
import { AppError } from '@lectern/shared/errors'
import type { Connection } from '../live/connection.ts'
import type { Timer } from '../live/workerTimer.ts'

interface PresenceOptions {
  connection: Connection
  timer: Timer
  /** Undefined until the page has arrived. */
  boothId: () => string | undefined
  /** The server no longer knows of it. */
  onLost: () => void
}

/** Returns the functions that end it. */
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
