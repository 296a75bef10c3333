// Records a time stamp: once by intent, with its token beside the entry.
import { keys } from '@lectern/shared/keys'
import type { Recording } from '../intent.ts'
import type { Intents } from '../intents.ts'
import type { StampsStore, StoredStamp } from './stampsStore.ts'

export interface Recorded {
  conferenceId: string
  stamp: Omit<StoredStamp, 'entry' | 'recordedAt'> & { policy: string; serial: string }
  /** DER in base64. */
  token: string
}

/** Returns a function that records a stamp, unless one of this entry or a later one is recorded. */
export function createStampRecording(intents: Pick<Intents, 'define'>, store: StampsStore) {
  async function enter({ conferenceId, stamp, token }: Recorded, record: Recording): Promise<void> {
    const { last } = await store.of(conferenceId)
    if (last && last.head.seq >= stamp.head.seq) return
    const { head, at, authority, fingerprint, policy, serial, validUntil } = stamp
    const data = { conferenceId, head, stampedAt: at, authority, fingerprint, policy, serial }
    const contents = { token: { value: token } }
    const [entry] = await record('stamped', [{ kind: 'head.stamped', by: 'platform', data, contents }])
    const recorded = { entry: entry!.seq, recordedAt: entry!.at }
    const ends = validUntil === undefined ? {} : { validUntil }
    await store.add(conferenceId, { head, at, authority, fingerprint, ...ends, ...recorded })
  }
  const { begin } = intents.define(keys.stampIntents(), { stamp: enter })
  return async (recorded: Recorded): Promise<void> => {
    await begin('stamp', recorded.conferenceId, recorded)
  }
}
