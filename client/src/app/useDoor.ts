import type { Me } from '@lectern/shared/accounts'
import { conferencePath } from '@lectern/shared/addresses'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { ownConferencesQuery } from '../conferences/conferencesApi.ts'
import { lastConference, rememberConference } from '../live/lastConference.ts'
import { here } from '../live/place.ts'
import { landingOf } from './landing.ts'

/**
 * What the installation's bare address shows: the server's conference, what is still to be found out, or the
 * address to go to instead. Also remembers the conference that is open.
 */
export function useDoor(me: Me | undefined): 'conference' | 'pending' | { to: string } {
  const { pathname } = useLocation()
  const isAtDoor = pathname === '/' && here.conferenceId === undefined
  // Asked for beside `me`, so that nobody waits for one after the other.
  const own = useQuery({ ...ownConferencesQuery, enabled: isAtDoor })
  const open = here.conferenceId
  useEffect(() => {
    if (open !== undefined) rememberConference(open)
  }, [open])
  if (!isAtDoor || own.isError || !me) return 'conference'
  if (own.isPending) return 'pending'
  const { conferences } = own.data
  const landing = landingOf(me.person.roles.includes('office'), {
    ...{ conferences, now: me.now, last: lastConference() },
  })
  if (landing === 'list') return { to: '/provider' }
  if (!landing || landing.conferenceId === me.conference.id) return 'conference'
  return { to: conferencePath(landing.conferenceId) }
}
