// What a page needs is asked for at once, where the page itself would ask for one thing after another.
import { queryClient } from '../live/http.ts'
import { meQuery } from '../live/me.ts'
import { live } from '../live/useConnection.ts'
import { programQuery, sessionQuery } from '../program/useProgram.ts'

export const loadRoom = () => import('../room/RoomPage.tsx')
const loadStage = () => import('../stage/earlyJoin.ts')

const sessionOf = (path: string): string | undefined => path.match(/^\/sessions\/([^/?#]+)\/?(?:[?#]|$)/)?.[1]

/** The code of the page at this address. */
export function fetchPage(path: string): void {
  if (sessionOf(path) === undefined) return
  void loadRoom()
  void loadStage()
}

/** What the signed-in person's page at this address shows; of a session, its stage first. */
export function headFor(path: string): void {
  fetchPage(path)
  live()
  void queryClient.prefetchQuery(meQuery)
  const sessionId = sessionOf(path)
  if (sessionId !== undefined) {
    void loadStage().then(({ joinEarly }) => joinEarly(sessionId))
    void queryClient.prefetchQuery(sessionQuery(sessionId))
  } else if (path === '/') void queryClient.prefetchQuery(programQuery)
}
