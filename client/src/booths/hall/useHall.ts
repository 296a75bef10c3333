import { useEffect, useState } from 'react'
import { useOutletContext } from 'react-router'
import { live } from '../../live/useConnection.ts'
import { createHall, type Hall } from './hallStore.ts'

/** One for the page: leaving it and coming back at once are in order. */
let hall: Hall | undefined

/** The hall, from the first of its pages to the last; going elsewhere leaves it. A reload does not. */
export function useHallFor(visits: boolean): Hall | undefined {
  const [held, setHeld] = useState<Hall>()
  useEffect(() => {
    if (!visits) return
    hall ??= createHall(live())
    const started = hall
    started.start()
    setHeld(started)
    return () => started.stop()
  }, [visits])
  return held
}

export const useHall = (): Hall => useOutletContext<Hall>()
