// Closing the results of an activity: nothing is taken any more, and its report enters the ledger by content.
import type { Activity } from '@lectern/shared/credit'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { Clock } from '../core/clock.ts'
import { newId } from '../core/newId.ts'
import type { Recording } from '../ledger/intent.ts'
import type { Intents } from '../ledger/intents.ts'
import type { Closed, OutcomesStore } from './outcomesStore.ts'

export interface ClosingOptions {
  store: OutcomesStore
  intents: Pick<Intents, 'define'>
  clock: Clock
}

interface ClosingWork {
  activityId: string
  /** The version of the plan that was seen. */
  seen: number
  closed: Closed
}

export function createClosing({ store, intents, clock }: ClosingOptions) {
  async function closeOutcomes({ activityId, seen, closed }: ClosingWork, record: Recording): Promise<void> {
    const first = await store.close(activityId, seen, closed)
    if (first === 'stale')
      throw errors.stale('Somebody else has changed what is asked. Look at it as it is now.')
    if (first.id !== closed.id) return
    const report = await store.keepReport(activityId)
    const { plan } = await store.plan(activityId)
    await record('outcomes', [
      {
        kind: 'outcomes.closed',
        by: closed.by,
        data: { activityId },
        contents: { outcomes: { value: { plan, report } } },
      },
    ])
  }
  const { begin, settled } = intents.define(keys.creditIntents(), { closeOutcomes })

  /** Closed results stay as they are: a repeat changes nothing. */
  return async function close(
    { id: activityId }: Pick<Activity, 'id'>,
    by: string,
    seen: number,
  ): Promise<void> {
    const name = `outcomes ${activityId}`
    await settled(name)
    const { closed } = await store.plan(activityId)
    if (closed) return
    await begin('closeOutcomes', name, { activityId, seen, closed: { id: newId(), at: clock(), by } })
    await settled(name)
  }
}
