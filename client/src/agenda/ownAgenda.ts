// The sessions in this person's own agenda. A star shows at once what it will be, and goes back if the server
// refuses.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { messageOf } from '../live/appError.ts'
import { request } from '../live/http.ts'
import { ownAgendaKey } from '../program/useProgram.ts'
import { toast } from '../ui/toast.tsx'

const ownAgendaQuery = { queryKey: ownAgendaKey, queryFn: () => request('program.ownAgenda') }
type OwnAgenda = Awaited<ReturnType<typeof ownAgendaQuery.queryFn>>

export interface KeptSessions {
  kept: ReadonlySet<string>
  /** How many more are being planned again. */
  waiting: number
  toggle: (sessionId: string) => Promise<void>
}

const nothing: OwnAgenda = { sessionIds: [] }

export function useOwnAgenda(enabled: boolean): KeptSessions {
  const queries = useQueryClient()
  const { data = nothing } = useQuery({ ...ownAgendaQuery, enabled })
  const kept = new Set(data.sessionIds)

  async function toggle(sessionId: string): Promise<void> {
    const isKept = kept.has(sessionId)
    const { queryKey } = ownAgendaQuery
    await queries.cancelQueries({ queryKey })
    const show = (sessionIds: string[]) => queries.setQueryData<OwnAgenda>(queryKey, { ...data, sessionIds })
    show(isKept ? data.sessionIds.filter((id) => id !== sessionId) : [...data.sessionIds, sessionId])
    try {
      const params = { sessionId }
      show((await request(isKept ? 'program.unkeep' : 'program.keep', { params })).sessionIds)
    } catch (error) {
      show(data.sessionIds)
      toast(messageOf(error))
    }
  }
  return { kept, waiting: data.waiting ?? 0, toggle }
}
