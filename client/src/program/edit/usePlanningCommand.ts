import type { Edited } from '@lectern/shared/programPlanning'
import { useQueryClient } from '@tanstack/react-query'
import { useCommand } from '../../live/useCommand.ts'
import { planningKey, useTakeEdited } from './planningData.ts'

/**
 * A button that edits the programme: what it did is shown; the programme is loaded again if it was outdated.
 */
export function usePlanningCommand() {
  const client = useQueryClient()
  const takeEdited = useTakeEdited()
  const { busy, refusal, run } = useCommand({
    onRefused: (_problem, isOutdated) => {
      if (isOutdated) void client.invalidateQueries({ queryKey: planningKey })
    },
  })
  /** Resolves with what was done; undefined if it was refused. */
  async function edit(request: () => Promise<Edited>): Promise<Edited | undefined> {
    let edited: Edited | undefined
    await run(async () => {
      edited = await request()
      takeEdited(edited)
    })
    return edited
  }
  return { busy, refusal, edit }
}
