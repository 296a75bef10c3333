// Follows what the office decides about slides and handouts, on whichever page somebody is.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useConnection } from '../live/useConnection.ts'
import { toast } from '../ui/toast.tsx'
import { handoutsKey } from './handoutsApi.ts'

/** A room full of pages does not ask at the same moment, in ms. */
const spreadMs = 3000
/** Long enough to be read, in ms. */
const shownMs = 10_000

const reviewedWords = {
  approved: 'The CE office has approved a file of yours. Learners get it as it was decided.',
  returned: 'The CE office has returned a file of yours. Open the session’s slides and handouts to read why.',
}

/** Lists of handouts load again; whoever uploaded one hears of the decision. Draws nothing. */
export default function HandoutNews() {
  const connection = useConnection()
  const queries = useQueryClient()
  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>()
    const reload = (sessionId: string) =>
      void queries.invalidateQueries({ queryKey: [...handoutsKey, sessionId] })
    const stops = [
      connection.on('handouts.changed', ({ sessionId }) => {
        const timer = setTimeout(() => {
          timers.delete(timer)
          reload(sessionId)
        }, Math.random() * spreadMs)
        timers.add(timer)
      }),
      connection.on('handouts.reviewed', ({ sessionId, status }) => {
        reload(sessionId)
        toast(reviewedWords[status], { id: `handouts ${sessionId}`, forMs: shownMs })
      }),
    ]
    return () => {
      for (const stop of stops) stop()
      for (const timer of timers) clearTimeout(timer)
    }
  }, [connection, queries])
  return null
}
