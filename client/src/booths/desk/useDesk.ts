import { useEffect, useState } from 'react'
import { live } from '../../live/useConnection.ts'
import { workerTimer } from '../../live/workerTimer.ts'
import { createDesk, type Desk } from './deskStore.ts'

/** One of the staff is at the desk for as long as the page shows it. */
export function useDesk(): Desk | undefined {
  const [desk, setDesk] = useState<Desk>()
  useEffect(() => {
    const started = createDesk({ connection: live(), timer: workerTimer })
    started.start()
    setDesk(started)
    return () => started.stop()
  }, [])
  return desk
}
