import type { BoothField, BoothSettings } from '@lectern/shared/booths'
import { useState } from 'react'
import { useCommand } from '../../live/useCommand.ts'
import { manageKey } from './manageQuery.ts'

/** Opens or closes a booth, and sets what its staff may change. A switch shows at once what was pressed. */
export function usePermit(booth: BoothSettings) {
  const { busy, refusal, send } = useCommand({ changes: manageKey })
  const [pressed, setPressed] = useState<boolean>()
  async function permit({
    open = booth.open,
    editable = booth.editable,
  }: Partial<Permitted>): Promise<boolean> {
    setPressed(open)
    const request = { boothId: booth.id, version: booth.version, open, editable: [...editable] }
    const done = await send('booths.permit', request)
    setPressed(undefined)
    return done
  }
  return { isOpen: pressed ?? booth.open, busy, refusal, permit }
}

interface Permitted {
  open: boolean
  editable: readonly BoothField[]
}
