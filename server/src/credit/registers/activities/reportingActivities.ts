// Reporting whole activities to the ACCME's register: a file is made, uploaded by the office, marked as sent,
// and the answer is read back. The ledger has each file's digest, what was sent, and what was answered.

import type { ActivityRecordReport, RecordAnswer } from '@lectern/shared/activityRecords'
import type { Activity } from '@lectern/shared/credit'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { Clock } from '../../../core/clock.ts'
import { newId } from '../../../core/newId.ts'
import type { Recording } from '../../../ledger/intent.ts'
import type { Intents } from '../../../ledger/intents.ts'
import { accmeFile, draft } from './accmeRecord.ts'
import type { Gather } from './gather.ts'
import { digestOf, type RecordsStore, type RecordWish, type SentRecord } from './recordsStore.ts'
import { afterAnswer, afterSending, entriesOf, type RecordEntry, unsentIn } from './standing.ts'

export interface ReportingActivitiesOptions {
  gather: Gather
  store: RecordsStore
  intents: Pick<Intents, 'define' | 'enter'>
  clock: Clock
}

interface SentWork {
  activityId: string
  by: string
  at: number
  madeAt: number
}

interface AnsweredWork extends RecordAnswer {
  activityId: string
  by: string
  at: number
}

/** What the ledger calls the register's part that takes activities. */
const register = 'pars-activities'

const isReady = (entry: RecordEntry): entry is RecordEntry & { next: SentRecord } => entry.next !== null

export function createReportingActivities(options: ReportingActivitiesOptions) {
  const { gather, store, intents, clock } = options

  /** Returns how many records were marked: the first confirmation of a file wins. */
  async function recordsSent(of: SentWork, record: Recording): Promise<number> {
    const { activityId, by, at, madeAt } = of
    const { file, held } = await store.all(activityId)
    if (file?.madeAt !== madeAt || unsentIn(file, held).length === 0) return 0
    const sent = file.records.map(({ key, action }) => ({ key, action }))
    const data = { activityId, register, madeAt, records: sent, digest: file.digest }
    await record('sent', [{ kind: 'register.reported', by, data }])
    await store.saveHeld(activityId, afterSending(file, held, at))
    return sent.length
  }

  async function recordsAnswered(of: AnsweredWork, record: Recording): Promise<number> {
    const { activityId, by, at, keys: named, rejected, number } = of
    const reason = rejected?.reason ?? null
    const data = {
      activityId,
      register,
      keys: named,
      ...(reason !== null && { rejected: reason }),
      ...(number !== null && { number }),
    }
    await record('answered', [{ kind: 'register.answered', by, data }])
    const { held } = await store.all(activityId)
    await store.saveHeld(activityId, afterAnswer(named, held, { at, rejected: reason, number }))
    return named.length
  }
  const { begin } = intents.define(keys.creditIntents(), { recordsSent, recordsAnswered })

  async function entries(activity: Activity) {
    const [records, stored] = await Promise.all([gather(activity), store.all(activity.id)])
    return { entries: entriesOf(records, stored), ...stored }
  }

  return {
    async report(activity: Activity): Promise<ActivityRecordReport> {
      const { entries: all, wish, file, held } = await entries(activity)
      return {
        draft,
        wish,
        records: all.map(({ shown }) => shown),
        lastFile: file && {
          madeAt: file.madeAt,
          records: file.records.length,
          unsent: unsentIn(file, held).length,
        },
      }
    },

    /** A file of all that is ready. Making it sends nothing. */
    async makeFile(by: string, activity: Activity): Promise<string> {
      const { entries: all, file } = await entries(activity)
      const ready = all.filter(isReady)
      if (ready.length === 0) {
        const [problem] = all.flatMap(({ shown }) => shown.problems)
        throw errors.conflict(
          problem?.says ?? 'The register has this activity as it stands: there is nothing to send.',
        )
      }
      const records = ready.map(({ next }) => next)
      const content = accmeFile(records)
      const digest = digestOf(content)
      const data = { what: register, activityId: activity.id, records: records.length, digest }
      await intents.enter([{ kind: 'export.made', by, data }])
      // Its time names a file: no two have the same.
      const madeAt = Math.max(clock(), (file?.madeAt ?? 0) + 1)
      await store.saveFile(activity.id, { madeAt, digest, records })
      return content
    },

    /** Marks the records of the latest file, which must be the one made at `madeAt`; returns their number. */
    async markSent(by: string, { id }: Activity, madeAt: number): Promise<number> {
      const { file } = await store.all(id)
      if (!file) throw errors.conflict('No file of this activity has been made yet: download it first.')
      if (file.madeAt !== madeAt)
        throw errors.stale('A newer file was made meanwhile. Look when it was made, and upload that one.', {
          madeAt: file.madeAt,
        })
      const work = { activityId: id, by, at: clock(), madeAt }
      return (await begin('recordsSent', `records sent ${id}`, work)) ?? 0
    },

    /** What the register said of records that it was sent; returns for how many. */
    async answer(by: string, { id }: Activity, answer: RecordAnswer): Promise<number> {
      const { held } = await store.all(id)
      if (answer.keys.some((key) => !held.get(key)?.sent))
        throw errors.stale('A record of these was not sent. Look at the list again.')
      if (answer.number !== null && answer.keys.length > 1)
        throw errors.invalidRequest('number: it is that of one record')
      const work = { activityId: id, by, at: clock(), ...answer }
      return (await begin('recordsAnswered', `records answered ${newId()}`, work)) ?? 0
    },

    wish: ({ id }: Activity, wish: RecordWish): Promise<void> => store.saveWish(id, wish),
  }
}
