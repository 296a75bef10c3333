import { useFollowed } from '../../live/useFollowed.ts'
import { workerTimer } from '../../live/workerTimer.ts'
import { Desk } from './deskStore.ts'

export const deskKey = 'booth desk'

/** A member of staff is at the desk for as long as the page shows it. */
export const useDesk = (): Desk =>
  useFollowed(deskKey, (connection) => new Desk({ connection, timer: workerTimer }), { keptMs: 0 })
