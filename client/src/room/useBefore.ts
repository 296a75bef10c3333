import type { OwnOutcomes } from '@lectern/shared/outcomes'
import type { SessionView } from '@lectern/shared/program'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ownOutcomesQuery } from '../credit/outcomes/outcomesApi.ts'

/** How long (ms) a picture may show before the questions would disturb more than they tell. */
const enteredAfterMs = 3000

/**
 * The questions to answer or skip before the picture; undefined if there are none. The picture never waits
 * for them to load, and whoever is watching is not disturbed by them.
 */
export function useBefore({ session }: SessionView, isEntering: boolean): OwnOutcomes | undefined {
  const { activityId = '' } = session
  const { data } = useQuery({ ...ownOutcomesQuery(activityId), enabled: activityId !== '' })
  const [hasEntered, setEntered] = useState(false)
  const isAsked = data?.before.standing === 'open'
  useEffect(() => {
    if (isAsked || !isEntering) return
    const timer = setTimeout(() => setEntered(true), enteredAfterMs)
    return () => clearTimeout(timer)
  }, [isAsked, isEntering])
  return isAsked && !hasEntered ? data : undefined
}
