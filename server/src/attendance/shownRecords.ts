// What learners were shown before they engaged reaches the ledger in its own words, once for each version:
// the disclosures, the supporters, and what credit demands. Acknowledgements name it.
import type { Disclosures } from '@lectern/shared/attendance'
import type { Activity } from '@lectern/shared/credit'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { keys } from '@lectern/shared/keys'
import { canonicalText } from '@lectern/shared/ledgerChain'
import type { Session } from '@lectern/shared/program'
import type { Redis } from 'ioredis'
import type { Recording } from '../ledger/intent.ts'
import type { Intents } from '../ledger/intents.ts'
import { sha256 } from '../ledger/ledgerStore.ts'
import { announcedBy } from './status.ts'

export interface ShownRecordsOptions {
  redis: Redis
  intents: Pick<Intents, 'define'>
  /** The policies as they hold for an activity. */
  textsOf: (activityId: string) => readonly CreditPolicy[]
}

interface Shown {
  sessionId: string
  activityId: string
  /** Of the disclosures. */
  version: string
  /** Identifies all that was shown. */
  shown: string
  words: unknown
}

/** Versions that this server knows to be recorded, before it asks Redis again. */
const mostKnown = 1000
const idLength = 22

export function createShownRecords({ redis, intents, textsOf }: ShownRecordsOptions) {
  const known = new Set<string>()
  const { begin } = intents.define(keys.disclosureIntents(), {
    async shown({ words, ...data }: Shown, record: Recording): Promise<void> {
      const { sessionId, shown } = data
      // Another server has recorded it.
      if ((await redis.sismember(keys.shownWords(sessionId), shown)) === 1) return
      await record('shown', [
        { kind: 'disclosure.shown', by: 'platform', data, contents: { words: { value: words } } },
      ])
      await redis.sadd(keys.shownWords(sessionId), shown)
    },
  })

  /** What of a session is shown now; in the ledger once this resolves. Returns what identifies it. */
  return async function recordShown(
    session: Session,
    activity: Activity,
    { version, ...disclosures }: Disclosures,
  ): Promise<string> {
    const policies = textsOf(activity.id)
    const designated = policies.filter(({ id }) =>
      activity.designations.some(({ policyId }) => policyId === id),
    )
    const words = JSON.parse(
      JSON.stringify({
        title: session.title,
        disclosures,
        announced: announcedBy(activity, designated, session.id, policies),
      }),
    ) as unknown
    const shown = sha256(canonicalText(words)).slice(0, idLength)
    const name = `shown ${session.id} ${shown}`
    if (known.has(name)) return shown
    if ((await redis.sismember(keys.shownWords(session.id), shown)) === 0)
      await begin('shown', name, { sessionId: session.id, activityId: activity.id, version, shown, words })
    if (known.size >= mostKnown) known.clear()
    known.add(name)
    return shown
  }
}
export type RecordShown = ReturnType<typeof createShownRecords>
