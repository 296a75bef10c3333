// Ends a person's work at a booth: their place, calls and media there.
import type { Person } from '@lectern/shared/accounts'
import { callStageId } from '@lectern/shared/booths'
import { memberOf } from './boothAccess.ts'
import type { Booths } from './boothParts.ts'

export function createBoothJobs(parts: Pick<Booths, 'booths' | 'presence' | 'calls' | 'live' | 'stage'>) {
  const { booths, presence, calls, live, stage } = parts

  return async function endBoothJob(
    conferenceId: string,
    exhibitorId: string,
    person: Person,
  ): Promise<void> {
    const booth = await booths.ofExhibitor(conferenceId, exhibitorId)
    if (!booth) return
    await presence.staffLeaves(booth.id, person.id)
    live.changed(booth.id)
    const open = await calls.open(booth.id)
    const stages = new Set(open.map(({ callId }) => callStageId(callId)))
    await stage.endPeers(person.id, ({ sessionId }) => stages.has(sessionId))
    for (const { callId, state, staff } of open) {
      // An active call continues while a colleague is in it; a call that they offered ends.
      const step =
        state === 'active' ? 'leave' : state === 'offered' && staff?.staffId === person.id ? 'end' : undefined
      if (!step) continue
      const { call, before } = await calls.step(booth.id, step, callId, { staff: memberOf(person) })
      if (call.state !== before) await live.callChanged(booth.id, call, before)
    }
  }
}
