// What a page needs is asked for at once, where the page itself would ask for one thing after another.
import { linkQuery } from '../accounts/Continue.tsx'
import { queryClient } from '../live/http.ts'
import { meQuery } from '../live/me.ts'
import { here, pathIn, placeIn } from '../live/place.ts'
import { live } from '../live/useConnection.ts'
import { programQuery, sessionQuery } from '../program/useProgram.ts'

export const loadRoom = () => import('../room/RoomPage.tsx')
const loadStage = () => import('../stage/earlyJoin.ts')

/** How long (ms) the answer about a link waits for its page. */
const keptMs = 10_000

/** What fails here fails again, and says so, when its page needs it. */
const quietly = (work: Promise<unknown>): void => void work.catch(() => undefined)

const sessionOf = (path: string): string | undefined => path.match(/^\/sessions\/([^/?#]+)\/?(?:[?#]|$)/)?.[1]

/** The code of the page at this address. */
export function fetchPage(address: string): void {
  if (sessionOf(pathIn(address)) === undefined) return
  quietly(loadRoom())
  quietly(loadStage())
}

/** The socket takes longer to connect than this takes to tell whether the session runs. */
async function joinRunning(sessionId: string): Promise<void> {
  const [{ state }, { joinEarly }] = await Promise.all([
    queryClient.fetchQuery(sessionQuery(sessionId)),
    loadStage(),
  ])
  if (state.phase === 'live' || state.phase === 'paused') void joinEarly(sessionId)
}

/** What the signed-in person's page at this address shows; of a session, its stage first. */
export function headFor(address: string): void {
  const { conferenceId, path } = placeIn(address)
  if (conferenceId !== undefined) here.enter(conferenceId)
  fetchPage(path)
  live()
  void queryClient.prefetchQuery(meQuery)
  const sessionId = sessionOf(path)
  if (sessionId !== undefined) {
    quietly(joinRunning(sessionId))
  } else if (path === '/') void queryClient.prefetchQuery(programQuery)
}

/** Pages for people who are signed in; at others, nothing is known of anybody yet. */
const needsNobody = /^\/(setup|sign-in|verify|api-reference|design)(\/|$)/

/** For the page that the browser has just opened, while its first part is still being drawn. */
export function headForOpened(address: string): void {
  const path = pathIn(address)
  const [, token] = path.match(/^\/s\/([^/]+)$/) ?? []
  if (token !== undefined) void queryClient.prefetchQuery({ ...linkQuery(token), gcTime: keptMs })
  else if (!needsNobody.test(path)) headFor(address)
}
