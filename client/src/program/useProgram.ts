// The programme as a page holds it: fetched once, kept current by what the server tells.
import type { Program, Session, SessionState, SessionView } from '@lectern/shared/program'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { queryClient, request } from '../live/http.ts'
import { live } from '../live/useConnection.ts'

export const programQuery = { queryKey: ['program'], queryFn: () => request<Program>('/api/program') }
export const sessionQuery = (sessionId: string) => ({
  queryKey: ['session', sessionId],
  queryFn: () => request<SessionView>(`/api/program/${encodeURIComponent(sessionId)}`),
})

const newer = (view: SessionView, state: SessionState): SessionView =>
  view.session.id === state.sessionId && view.state.version < state.version ? { ...view, state } : view

function takeState(state: SessionState): void {
  queryClient.setQueryData<Program>(
    programQuery.queryKey,
    (program) => program && { ...program, sessions: program.sessions.map((view) => newer(view, state)) },
  )
  queryClient.setQueryData<SessionView>(
    sessionQuery(state.sessionId).queryKey,
    (view) => view && newer(view, state),
  )
}

const planned = (view: SessionView, session: Session): SessionView =>
  view.session.id === session.id && (view.session.version ?? 0) < (session.version ?? 0)
    ? { ...view, session }
    : view

/** The plan of a session has changed; one that is new is asked for with its state. */
function takePlan(session: Session): void {
  const known = queryClient.getQueryData<Program>(programQuery.queryKey)
  if (known && !known.sessions.some((view) => view.session.id === session.id))
    void queryClient.invalidateQueries({ queryKey: programQuery.queryKey })
  queryClient.setQueryData<Program>(
    programQuery.queryKey,
    (program) =>
      program && {
        ...program,
        sessions: program.sessions
          .map((view) => planned(view, session))
          .sort((a, b) => a.session.startsAt - b.session.startsAt),
      },
  )
  queryClient.setQueryData<SessionView>(
    sessionQuery(session.id).queryKey,
    (view) => view && planned(view, session),
  )
}

/** Pages about it learn that there is no such session. */
function takeRemoval({ sessionId }: { sessionId: string }): void {
  void queryClient.invalidateQueries({ queryKey: programQuery.queryKey })
  void queryClient.invalidateQueries({ queryKey: sessionQuery(sessionId).queryKey })
}

/** After a lost connection something may have been missed: what is shown is asked for again. */
function useLiveStates(): void {
  useEffect(() => {
    const stopStates = live().on('program.state', takeState)
    const stopPlans = live().on('program.plan', takePlan)
    const stopRemovals = live().on('program.removed', takeRemoval)
    let isFirst = true
    const stopConnected = live().onConnected(() => {
      if (!isFirst) void queryClient.invalidateQueries({ queryKey: programQuery.queryKey })
    })
    isFirst = false
    return () => {
      stopStates()
      stopPlans()
      stopRemovals()
      stopConnected()
    }
  }, [])
}

export function useProgram() {
  useLiveStates()
  return useQuery(programQuery)
}

/** One session, followed: this page is told what happens in it, over reconnects too. */
export function useSession(sessionId: string) {
  useLiveStates()
  useEffect(() => {
    const connection = live()
    const stop = connection.onConnected(() => {
      connection
        .send('program.follow', { sessionId })
        .then((view) => {
          takeState(view.state)
          takePlan(view.session)
        })
        .catch(() => undefined)
    })
    return () => {
      stop()
      connection.send('program.unfollow', { sessionId }).catch(() => undefined)
    }
  }, [sessionId])
  return useQuery({
    ...sessionQuery(sessionId),
    initialData: () =>
      queryClient
        .getQueryData<Program>(programQuery.queryKey)
        ?.sessions.find((view) => view.session.id === sessionId),
  })
}
