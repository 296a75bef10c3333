// The programme as its planners see it, on this page: loaded once, kept current by events, by the replies to
// what is done here, and by looking again for what no event tells of.

import type { Session, SessionState } from '@lectern/shared/program'
import type { Edited, PlannedView, Planning } from '@lectern/shared/programPlanning'
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Connection } from '../../live/connection.ts'
import { request } from '../../live/http.ts'
import { useFollowed } from '../../live/useFollowed.ts'

export const planningKey = ['planning']
const planningQuery = {
  queryKey: planningKey,
  queryFn: () => request('program.planning'),
  // An agreement signed, a disclosure decided on or a policy changed elsewhere alters what is missing: the page
  // looks whenever it is opened, and while it is open.
  staleTime: 0,
  refetchInterval: 30_000,
}

/** How long (ms) changes by others are gathered before what is missing and in conflict is asked for. */
const gatherMs = 1000

const versionOf = ({ version = 0 }: Session): number => version

/** What an edit did, over what is shown; a session that is newer here already stays. */
export function withEdited(planning: Planning, { sessions, removed, conflicts }: Edited): Planning {
  const gone = new Set(removed)
  const changed = new Map(sessions.map((view) => [view.session.id, view]))
  const kept = planning.sessions
    .filter(({ session }) => !gone.has(session.id))
    .map((view) => {
      const next = changed.get(view.session.id)
      changed.delete(view.session.id)
      return next && versionOf(next.session) >= versionOf(view.session) ? next : view
    })
  return { ...planning, sessions: [...kept, ...changed.values()], conflicts }
}

const mapView = (planning: Planning, id: string, apply: (view: PlannedView) => PlannedView): Planning => ({
  ...planning,
  sessions: planning.sessions.map((view) => (view.session.id === id ? apply(view) : view)),
})

function followPlanning(connection: Connection, client: QueryClient) {
  let stops: (() => void)[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const set = (apply: (planning: Planning) => Planning) =>
    client.setQueryData<Planning>(planningKey, (planning) => planning && apply(planning))
  const reload = () => void client.invalidateQueries({ queryKey: planningKey })
  const reloadSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(reload, gatherMs)
  }
  const shown = (id: string) =>
    client.getQueryData<Planning>(planningKey)?.sessions.find(({ session }) => session.id === id)

  function takePlan(session: Session): void {
    const before = shown(session.id)
    if (before && versionOf(before.session) >= versionOf(session)) return
    // What others changed is seen at once, and what follows from it a moment later.
    set((planning) => mapView(planning, session.id, (view) => ({ ...view, session })))
    reloadSoon()
  }
  const takeState = (state: SessionState) =>
    set((planning) =>
      mapView(planning, state.sessionId, (view) =>
        view.state.version < state.version ? { ...view, state } : view,
      ),
    )
  return {
    start() {
      let isFirst = true
      stops = [
        connection.on('program.plan', takePlan),
        connection.on('program.state', takeState),
        connection.on('program.removed', ({ sessionId }) => shown(sessionId) && reloadSoon()),
        connection.onConnected(() => {
          if (!isFirst) reload()
          isFirst = false
        }),
      ]
      isFirst = false
    },
    stop() {
      clearTimeout(timer)
      for (const stop of stops) stop()
    },
  }
}

/** The whole programme for its planners, followed. */
export function usePlanning() {
  const client = useQueryClient()
  useFollowed('planning', (connection) => followPlanning(connection, client))
  return useQuery(planningQuery)
}

/** Shows what an edit did. */
export function useTakeEdited(): (edited: Edited) => void {
  const client = useQueryClient()
  return (edited) => {
    const isLoading = client.isFetching({ queryKey: planningKey }) > 0
    client.setQueryData<Planning>(planningKey, (planning) => planning && withEdited(planning, edited))
    // What is on its way may be from before the edit.
    if (isLoading) void client.invalidateQueries({ queryKey: planningKey })
  }
}
