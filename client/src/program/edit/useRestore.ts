import { useQueryClient } from '@tanstack/react-query'
import { appErrorOf } from '../../live/appError.ts'
import { request } from '../../live/http.ts'
import { notDone } from '../../ui/notDone.ts'
import { planningKey, useTakeEdited } from './planningData.ts'

/** Brings a removed session back. */
export function useRestore(): (sessionId: string) => Promise<boolean> {
  const client = useQueryClient()
  const takeEdited = useTakeEdited()
  return async (sessionId) => {
    try {
      takeEdited(await request('program.restore', { params: { sessionId } }))
      void client.invalidateQueries({ queryKey: planningKey })
      return true
    } catch (error) {
      notDone(appErrorOf(error))
      return false
    }
  }
}
