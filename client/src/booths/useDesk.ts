import { useEffect, useState } from 'react'
import { live } from '../app/live.ts'
import { workerTimer } from '../attendance/beatTimer.ts'
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
