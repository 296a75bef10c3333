import { AppError } from '@lectern/shared/errors'
import type { SessionView } from '@lectern/shared/program'
import type { ReactNode } from 'react'
import { Loading } from '../ui/Loading.tsx'
import { backToAgenda, Failed, Problem } from '../ui/Problem.tsx'
import type { useSession } from './useProgram.ts'

/** A page about one session: shows its children once the session is loaded, until then the obstacle. */
export function SessionGate({
  session,
  children,
}: {
  session: ReturnType<typeof useSession>
  children: (view: SessionView) => ReactNode
}) {
  if (session.error instanceof AppError && session.error.code === 'not_found')
    return (
      <Problem title="There is no such session" action={backToAgenda}>
        The link may be incomplete, or the session was taken off the programme.
      </Problem>
    )
  if (session.isError) return <Failed error={session.error} retry={() => void session.refetch()} />
  return session.data ? children(session.data) : <Loading />
}
