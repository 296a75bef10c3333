// Ledger entries for attention checks: each response, or its absence.
import type { LedgerKind, LedgerRecord } from '@lectern/shared/ledger'
import type { CheckResult } from '@lectern/shared/watchTime'
import type { Recording } from '../ledger/intent.ts'
import type { ChecksStore, SentCheck } from './checksStore.ts'

type Closed = Exclude<CheckResult['outcome'], 'open'>

const kindOf: Record<Closed, LedgerKind> = {
  answered: 'check.answered',
  missed: 'check.missed',
  postponed: 'check.postponed',
  cancelled: 'check.cancelled',
}

/** `answeredAt`: when the check, or a poll in its place, was answered. */
function checkRecord(
  outcome: Closed,
  sessionId: string,
  personId: string,
  { check, window, sentAt, dueAt, unsent }: SentCheck,
  answeredAt: number | null = null,
): LedgerRecord {
  return {
    kind: kindOf[outcome],
    by: outcome === 'answered' ? personId : 'platform',
    data: {
      sessionId,
      personId,
      check,
      window,
      sentAt,
      dueAt,
      ...(unsent && { unsent }),
      ...(outcome === 'answered' && { answeredAt }),
    },
  }
}

const saysSo = ({ recorded, outcome, answeredAt }: SentCheck, as: Closed): boolean =>
  recorded && (as === 'answered' ? answeredAt !== null || outcome === 'proven' : outcome === as)

/** Entries for a person's checks that the ledger still lacks once the session has ended. */
export function untoldRecords(
  sessionId: string,
  personId: string,
  results: readonly CheckResult[],
  sent: readonly SentCheck[],
): LedgerRecord[] {
  return results.flatMap(({ outcome, check, sendings, answeredAt }) => {
    if (outcome === 'open') return []
    if (sendings.some((sending) => saysSo(sent[sending.check]!, outcome))) return []
    const answered = sendings.find((sending) => sending.answeredAt !== null)
    return [checkRecord(outcome, sessionId, personId, sent[answered?.check ?? check]!, answeredAt)]
  })
}

/**
 * The intent that records results of a person's checks: one line "number answeredAt" each, 0 for no answer.
 */
export const recordChecks =
  (checks: Pick<ChecksStore, 'of'>) =>
  async (of: { sessionId: string; personId: string }, record: Recording, lines: string[]): Promise<void> => {
    const { sessionId, personId } = of
    const [all] = await checks.of(sessionId, [personId])
    const records = lines.map((line) => {
      const [number, answeredAt] = line.split(' ').map(Number)
      const check = all![number!]!
      return checkRecord(
        answeredAt ? 'answered' : (check.outcome as Exclude<Closed, 'answered'>),
        sessionId,
        personId,
        check,
        answeredAt || null,
      )
    })
    await record('checks', records)
  }
