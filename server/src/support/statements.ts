// Income and expense of an activity. Each statement replaces the one before, and all are in the ledger.
import { errors } from '@lectern/shared/errors'
import {
  categoryWords,
  type Statement,
  type StatementLine,
  statementTotals,
} from '@lectern/shared/incomeAndExpense'
import { keys } from '@lectern/shared/keys'
import { plainAmount } from '@lectern/shared/money'
import { type Agreement, agreementsFor } from '@lectern/shared/supportRules'
import type { Clock } from '../core/clock.ts'
import { newId } from '../core/newId.ts'
import type { Recording } from '../ledger/intent.ts'
import type { Intents } from '../ledger/intents.ts'
import type { StatementAct, SupportStore } from './supportStore.ts'

export interface StatementsOptions {
  store: SupportStore
  intents: Pick<Intents, 'define'>
  clock: Clock
}

interface Work {
  conferenceId: string
  activityId: string
  seen: number
  act: StatementAct
  /** With the support that was agreed on then. */
  whole: unknown
}
export interface Stating {
  conferenceId: string
  activityId: string
  actId: string
  revision: number
  by: string
  currency: string
  lines: StatementLine[]
}

const changed = () => errors.stale('This statement has been changed meanwhile. Look at it as it is now.')

/** A line about an agreement is support of this activity in another currency. */
function requireAgreements({ activityId, currency, lines }: Stating, agreements: readonly Agreement[]): void {
  const own = agreementsFor(agreements, activityId)
  const named = lines.flatMap(({ agreementId }) => agreementId ?? [])
  if (new Set(named).size !== named.length)
    throw errors.invalidRequest('lines: an agreement has one line at most')
  for (const { agreementId, category } of lines) {
    if (agreementId === undefined) continue
    const agreement = own.find(({ id }) => id === agreementId)
    if (!agreement || category !== 'support')
      throw errors.invalidRequest(`lines: the agreement "${agreementId}" gives no support to this activity`)
    if (agreement.versions.at(-1)!.terms.currency === currency)
      throw errors.invalidRequest(
        'lines: the support of an agreement in the same currency is added by itself: leave its line out',
      )
  }
}

export function createStatements({ store, intents, clock }: StatementsOptions) {
  const { begin, settled } = intents.define(keys.supportIntents(), {
    async statementAct(
      { conferenceId, activityId, seen, act, whole }: Work,
      record: Recording,
    ): Promise<void> {
      const there = await store.appendStatement(conferenceId, activityId, seen, act)
      if (there === 'full') throw errors.conflict('So much is recorded that nothing can be added here.')
      if (!there) throw changed()
      // Another attempt of the same act has its evidence.
      if (there.attempt !== act.attempt) return
      const data = { conferenceId, activityId, revision: seen + 1, at: act.at }
      await record('state', [
        { kind: 'support.statement', by: act.by, data, contents: { statement: { value: whole } } },
      ])
    },
  })

  return {
    /** Throws `invalid_request` with the field and its problem, or `stale`. */
    async save(stated: Stating): Promise<void> {
      const { conferenceId, activityId, actId, revision, by, currency, lines } = stated
      const name = `${conferenceId} ${activityId} statement ${actId}`
      if (await store.hasStatement(conferenceId, activityId, actId)) return settled(name)
      if (((await store.statement(conferenceId, activityId))?.revision ?? 0) !== revision) throw changed()
      const agreements = await store.agreements(conferenceId)
      requireAgreements(stated, agreements)
      const act = { id: actId, attempt: newId(), at: clock(), by, currency, lines }
      const whole = { currency, ...statementTotals({ activityId, currency, lines }, agreements) }
      await begin('statementAct', name, {
        conferenceId,
        activityId,
        seen: revision,
        act,
        whole: plain(whole),
      })
    },
  }
}

/** As JSON has it: without members that are undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** Rows of its table: part, category, what for, amount, currency; the sums come last. */
export function statementRows(statement: Statement, agreements: readonly Agreement[]): string[][] {
  const { currency } = statement
  const { income, expense, incomeTotal, expenseTotal, balance } = statementTotals(statement, agreements)
  const row = (part: string) => (line: StatementLine) => [
    ...[part, categoryWords[line.category], line.label, plainAmount(line.amount, currency), currency],
  ]
  const sum = (part: string, amount: number) => [part, 'Total', '', plainAmount(amount, currency), currency]
  return [
    ['Part', 'Category', 'For', 'Amount', 'Currency'],
    ...income.map(row('Income')),
    sum('Income', incomeTotal),
    ...expense.map(row('Expense')),
    sum('Expense', expenseTotal),
    sum('Balance', balance),
  ]
}
