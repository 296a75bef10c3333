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
      <Problem title="This session is not in the programme" action={backToAgenda}>
        It may have been taken off, or it is being planned again: then it comes back here by itself once it is
        approved. If you followed a link, it may be incomplete.
      </Problem>
    )
  if (session.isError) return <Failed error={session.error} retry={() => void session.refetch()} />
  return session.data ? children(session.data) : <Loading />
}
