import type { SignedOutReason } from '@lectern/shared/accounts'
import { AppError } from '@lectern/shared/errors'
import { Anchor, Box, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useEffect, useLayoutEffect, useState } from 'react'
import { Navigate, Outlet, useLocation, useNavigate } from 'react-router'
import { useStore } from 'zustand'
import { ownAuditsQuery } from '../audit/auditApi.ts'
import { conferencesQuery } from '../conferences/conferencesApi.ts'
import { queryClient } from '../live/http.ts'
import { signOut, useMe } from '../live/me.ts'
import { here } from '../live/place.ts'
import { live } from '../live/useConnection.ts'
import { Part } from '../ui/ErrorBoundary.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Failed, Problem } from '../ui/Problem.tsx'
import { setConferenceZone } from '../words/zones.ts'
import { Footer, Header } from './Header.tsx'
import { placeHistory } from './placeHistory.ts'
import { useDoor } from './useDoor.ts'

/** How long (ms) a page is busy with itself: announcements come after its picture. */
const announcementsMs = 2000
const Announcements = lazy(() => import('../health/Announcements.tsx'))
const HandoutNews = lazy(() => import('../handouts/HandoutNews.tsx'))
const NewConference = lazy(() => import('../conferences/NewConferencePage.tsx'))

/** Left for before what is known of the person is forgotten: without that the page would ask for it again. */
const signedOutPage = (reason: SignedOutReason) => `/sign-in?problem=${reason}`

const rightsChanged =
  'The organiser has changed what you may do in this conference. The page shows what you have now.'

/** Signed-in pages: the header, whether the connection stands, and the page. */
export function Shell() {
  const me = useMe()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const leave = async () => {
    const { endAt } = await signOut()
    // The provider of accounts ends its own sign-in, and leads back to the page for that.
    if (endAt !== undefined) return location.assign(endAt)
    await navigate(signedOutPage('signed_out'))
    queryClient.clear()
  }
  const conferenceId = me.data?.conference.id
  const door = useDoor(me.data)
  useLayoutEffect(() => {
    if (conferenceId !== undefined && door === 'conference' && here.isSought(pathname))
      placeHistory.enter(conferenceId)
  }, [conferenceId, door, pathname])
  const timeZone = me.data?.conference.timeZone
  useEffect(() => {
    if (timeZone) setConferenceZone(timeZone)
  }, [timeZone])
  if (me.isPending) return <Loading />
  if (me.error instanceof AppError && me.error.code === 'not_signed_in')
    return <Navigate to="/sign-in" replace />
  if (me.error instanceof AppError && me.error.code === 'not_found' && here.conferenceId !== undefined)
    return <NoSuchConference />
  if (me.isError) return <NoPlace error={me.error} retry={() => void me.refetch()} />
  if (door === 'pending') return <Loading />
  if (door !== 'conference') return <Navigate to={door.to} replace />
  return (
    <>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <Header me={me.data} onSignOut={() => void leave()} />
      <ConnectionNotice />
      <Later ms={announcementsMs}>
        <Announcements />
        <HandoutNews />
      </Later>
      <main id="main">
        <Part name="This page" resetKey={pathname}>
          <Outlet />
        </Part>
      </main>
      <Footer />
    </>
  )
}

/** Draws its children after `ms`. */
function Later({ ms, children }: { ms: number; children: ReactNode }) {
  const [isTime, setTime] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setTime(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return isTime ? <Suspense>{children}</Suspense> : null
}

interface NoPlaceProps {
  error: Error
  retry: () => void
}

/**
 * The office makes a conference where there is none, such as after it has removed the example. Auditors have
 * no place at any.
 */
function NoPlace({ error, retry }: NoPlaceProps) {
  const hasNone = error instanceof AppError && error.code === 'not_found'
  const all = useQuery({ ...conferencesQuery, enabled: hasNone, retry: false })
  const audits = useQuery({ ...ownAuditsQuery, enabled: hasNone })
  if (hasNone && (all.isPending || audits.isPending)) return <Loading />
  if (audits.data && audits.data.activities.length > 0) return <Navigate to="/audit" replace />
  return (
    <main id="main">
      {all.data?.conferences.length === 0 ? (
        <Suspense fallback={<Loading />}>
          <NewConference />
        </Suspense>
      ) : (
        <Failed error={error} retry={retry} />
      )}
    </main>
  )
}

/** It may also be one at which this person has no place: nobody learns which. */
const NoSuchConference = () => (
  <main>
    <Problem title="There is no such conference" action={<a href="/">Open your conference</a>}>
      The address may have been mistyped, or you have no place at this conference. If it should be yours, ask
      its organiser.
    </Problem>
  </main>
)

/** One line while the socket is away; nothing that blinks. */
function ConnectionNotice() {
  const { status, refusal, signedOut } = useStore(live().store)
  const navigate = useNavigate()
  const isPlaceGone = status === 'refused' && refusal?.code === 'not_found'
  useEffect(() => {
    if (status !== 'refused' || !refusal || isPlaceGone) return
    void Promise.resolve(navigate(signedOutPage(signedOut ?? 'signed_out'))).then(() => queryClient.clear())
  }, [status, refusal, signedOut, isPlaceGone, navigate])
  useEffect(
    () =>
      live().on('rightsChanged', () => {
        notifications.show({ message: rightsChanged, autoClose: 15_000 })
        void queryClient.invalidateQueries()
      }),
    [],
  )
  return (
    <Box aria-live="polite" role="status">
      {status === 'reconnecting' && (
        <Text ta="center" size="sm" py={6} bg="amber.0" c="amber.9">
          Reconnecting to the server… What you did is safe, and the page goes on by itself.
        </Text>
      )}
      {isPlaceGone && (
        <Text ta="center" size="sm" py={6} bg="amber.0" c="amber.9">
          You have no place at this conference any more, so this page no longer follows it. What you earned is
          kept. <Anchor href="/">Open your conference</Anchor>, or ask the organiser.
        </Text>
      )}
    </Box>
  )
}
