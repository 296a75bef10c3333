// Reports of commercial bias in a session, and what came of them.
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import { biasReportsEach } from '@lectern/shared/limits'
import type { BiasDecision, BiasReports } from '@lectern/shared/program'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'
import { swapRecorded } from '../core/swapRecorded.ts'
import { intentHead, type Place } from '../ledger/intent.ts'

export type BiasReport = Pick<BiasReports['reports'][number], 'id' | 'at' | 'clockMs' | 'text'> & {
  personId: string
}
/** `by`: the id of who examined it. */
export type StoredDecision = Pick<BiasDecision, 'finding' | 'words'> & { at: number; by: string }

const runReportBias = script(import.meta.url, './reportBias.lua')

/** Where the evidence of reports is kept until the ledger has it. */
export const biasPlace = (sessionId: string): Place => [keys.sessionIntents(sessionId), 'bias']

/** Reports that earlier versions of Lectern stored have no id, and no two of a session have the same time. */
const read = (text: string): BiasReport => {
  const report = JSON.parse(text) as Omit<BiasReport, 'id'> & { id?: string }
  return { ...report, id: report.id ?? `at-${report.at}` }
}

export type BiasStore = ReturnType<typeof createBiasStore>

export function createBiasStore(redis: Redis) {
  return {
    /** Once per id and person. Returns when it was first reported. */
    async report(
      sessionId: string,
      reportId: string,
      { personId, at, clockMs, text }: Omit<BiasReport, 'id'>,
    ): Promise<number> {
      const [intents, place] = biasPlace(sessionId)
      const id = `${personId}-${reportId}`
      const reportedAt = await runReportBias(
        redis,
        [keys.biasReports(sessionId), keys.biasReportIds(sessionId), intents],
        [
          `${personId} ${reportId}`,
          at,
          JSON.stringify({ id, personId, at, clockMs, text }),
          `n:${personId}`,
          biasReportsEach,
          place,
          intentHead('entries', at),
          JSON.stringify({
            kind: 'bias.reported',
            by: personId,
            data: { sessionId, reportId: id, at, clockMs },
          }),
        ],
      )
      if (reportedAt === null)
        throw errors.conflict(
          'The CE office has many reports of yours about this session, and takes no more.',
        )
      return Number(reportedAt)
    },

    /** Oldest first. */
    async reports(sessionId: string): Promise<BiasReport[]> {
      const texts = await redis.lrange(keys.biasReports(sessionId), 0, -1)
      return texts.map(read)
    },

    /** By report. */
    async decisions(sessionId: string): Promise<Readonly<Partial<Record<string, StoredDecision>>>> {
      const stored = await redis.hgetall(keys.biasDecisions(sessionId))
      return Object.fromEntries(Object.entries(stored).map(([id, text]) => [id, JSON.parse(text)]))
    },

    /** False if somebody has decided since `before` was read. */
    decide(
      sessionId: string,
      reportId: string,
      before: StoredDecision | undefined,
      decision: StoredDecision,
    ): Promise<boolean> {
      const { by, at, finding, words } = decision
      return swapRecorded(redis, {
        key: keys.biasDecisions(sessionId),
        field: reportId,
        read: before ? JSON.stringify(before) : null,
        next: JSON.stringify(decision),
        evidence: {
          place: biasPlace(sessionId),
          head: intentHead('entries', at),
          record: { kind: 'bias.decided', by, data: { sessionId, reportId, finding, reason: words, at } },
        },
      })
    },
  }
}
