import { useEffect, useState } from 'react'
import { live } from '../../live/useConnection.ts'
import { workerTimer } from '../../live/workerTimer.ts'
import { createVisit, type Visit } from './visitStore.ts'

/** The person is at the booth for as long as the page shows it. */
export function useVisit(boothId: string): Visit | undefined {
  const [visit, setVisit] = useState<Visit>()
  useEffect(() => {
    const started = createVisit({ connection: live(), boothId, timer: workerTimer })
    started.start()
    setVisit(started)
    return () => {
      started.stop()
      setVisit(undefined)
    }
  }, [boothId])
  return visit
}
