// The programme on this page: loaded once, kept current by events.
import type { Conference } from '@lectern/shared/conferences'
import type { Program, Session, SessionState, SessionView } from '@lectern/shared/program'
import { type QueryKey, useQuery } from '@tanstack/react-query'
import type { Connection } from '../live/connection.ts'
import { Followed, type FollowedState, newest, notLoaded } from '../live/followed.ts'
import { queryClient, request } from '../live/http.ts'
import { useFollowed } from '../live/useFollowed.ts'

export const programQuery = { queryKey: ['program'], queryFn: () => request('program.agenda') }
export const sessionQuery = (sessionId: string) => ({
  queryKey: ['session', sessionId],
  queryFn: () => request('program.session', { params: { sessionId } }),
})

/** Of the sessions in the person's own agenda: some of them may be drafts again, or no more. */
export const ownAgendaKey = ['own agenda']

const withState = (view: SessionView, state: SessionState): SessionView =>
  view.session.id === state.sessionId && view.state.version < state.version ? { ...view, state } : view

const withPlan = (view: SessionView, session: Session): SessionView =>
  view.session.id === session.id && (view.session.version ?? 0) < (session.version ?? 0)
    ? { ...view, session }
    : view

/** Changes a session wherever this page shows it. */
function change(sessionId: string, apply: (view: SessionView) => SessionView): void {
  queryClient.setQueryData<Program>(
    programQuery.queryKey,
    (program) =>
      program && {
        ...program,
        sessions: program.sessions.map(apply).sort((a, b) => a.session.startsAt - b.session.startsAt),
      },
  )
  queryClient.setQueryData<SessionView>(sessionQuery(sessionId).queryKey, (view) => view && apply(view))
}

const reload = (queryKey: QueryKey): void => void queryClient.invalidateQueries({ queryKey })
const takeState = (state: SessionState): void => change(state.sessionId, (view) => withState(view, state))

/** Sessions have come or gone. */
function reloadAgenda(): void {
  reload(programQuery.queryKey)
  reload(ownAgendaKey)
}

/** A session's plan has changed; a new session is loaded with its state. */
function takePlan(session: Session): void {
  const program = queryClient.getQueryData<Program>(programQuery.queryKey)
  if (program && !program.sessions.some((view) => view.session.id === session.id)) reloadAgenda()
  const { queryKey } = sessionQuery(session.id)
  if (queryClient.getQueryState(queryKey)?.status === 'error') reload(queryKey)
  change(session.id, (view) => withPlan(view, session))
}

function takeConference(conference: Conference): void {
  queryClient.setQueryData<Program>(
    programQuery.queryKey,
    (program) => program && { ...program, conference: { ...program.conference, ...conference } },
  )
}

/** The server's reply; `before`: what was known when it was requested. */
const takeView = (before: SessionView | undefined, { state, session }: SessionView): void =>
  change(session.id, (view) =>
    view.session.id === session.id
      ? {
          ...view,
          state: newest(before?.state, view.state, state),
          session: newest(before?.session, view.session, session),
        }
      : view,
  )

/** Keeps loaded data current. After a lost connection events may be missing: load again. */
function followProgram(connection: Connection) {
  let stops: (() => void)[] = []
  return {
    start() {
      let isFirst = true
      stops = [
        connection.on('program.state', takeState),
        connection.on('program.plan', takePlan),
        connection.on('program.conference', takeConference),
        // Pages about it learn that the session does not exist.
        connection.on('program.removed', ({ sessionId }) => {
          reloadAgenda()
          reload(sessionQuery(sessionId).queryKey)
        }),
        connection.onConnected(() => {
          if (!isFirst) reloadAgenda()
        }),
      ]
      isFirst = false
    },
    stop() {
      for (const stop of stops) stop()
    },
  }
}

/** Subscribes this page to the session's events, and again once it is back after it was taken away. */
function followSession(connection: Connection, sessionId: string) {
  const followed: Followed<FollowedState, { before: SessionView | undefined; view: SessionView }> =
    new Followed({
      connection,
      initial: notLoaded as FollowedState,
      load: async () => {
        const before = queryClient.getQueryData<SessionView>(sessionQuery(sessionId).queryKey)
        return { before, view: await connection.send('program.follow', { sessionId }) }
      },
      loaded: () => ({}),
      taken: ({ before, view }) => takeView(before, view),
      also: () => [
        connection.on('program.removed', (event) => {
          if (event.sessionId === sessionId) void followed.reload()
        }),
        connection.on('program.plan', ({ id }) => {
          if (id === sessionId && followed.store.getState().problem !== null) void followed.reload()
        }),
        () => connection.send('program.unfollow', { sessionId }).catch(() => undefined),
      ],
    })
  return followed
}

export function useProgram() {
  useFollowed('program', followProgram)
  return useQuery(programQuery)
}

/** One session, followed across reconnects. */
export function useSession(sessionId: string) {
  useFollowed('program', followProgram)
  useFollowed(`session ${sessionId}`, (connection) => followSession(connection, sessionId))
  return useQuery({
    ...sessionQuery(sessionId),
    initialData: () =>
      queryClient
        .getQueryData<Program>(programQuery.queryKey)
        ?.sessions.find((view) => view.session.id === sessionId),
  })
}
