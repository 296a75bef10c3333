// Commercial support: agreements, who signed them when, and the statement of income and expense.
import type { Section } from '@lectern/shared/audit'
import { categoryWords, type Statement, statementTotals } from '@lectern/shared/incomeAndExpense'
import { moneyWords } from '@lectern/shared/money'
import {
  type Agreement,
  agreementsFor,
  beginOf,
  inKindWords,
  latestVersion,
  sideWords,
  supportOfActivity,
  supportProblems,
} from '@lectern/shared/supportRules'
import { momentText } from '../words.ts'
import { type About, sectionOf, table, text } from './about.ts'

export interface Supported {
  /** Of the conference. */
  agreements: readonly Agreement[]
  statement: Statement | undefined
}

function agreementRows(
  { activity, conference: { timeZone } }: About,
  agreements: readonly Agreement[],
): string[][] {
  const given = supportOfActivity(agreements, activity.id)
  return agreementsFor(agreements, activity.id).map((agreement) => {
    const { terms, signatures, version } = latestVersion(agreement)
    const own = given.find(({ agreementId }) => agreementId === agreement.id)
    const kinds = (own?.inKind ?? []).map((kind) =>
      kind === 'other' && own?.other ? own.other : inKindWords[kind],
    )
    const signed = signatures.map(
      (each) => `${sideWords(each)}: ${each.name}, ${momentText(each.signedAt, timeZone)}`,
    )
    return [
      terms.supporter,
      own ? moneyWords(own.amount, own.currency) : '',
      kinds.join('; ') || 'none',
      terms.purpose,
      signed.join('; ') || 'not signed',
      String(version),
    ]
  })
}

function statementRows({ statement, agreements }: Supported): string[][] {
  if (!statement) return []
  const { currency } = statement
  const { income, expense, incomeTotal, expenseTotal, balance } = statementTotals(statement, agreements)
  const row = (side: string) => (line: (typeof income)[number]) => [
    side,
    [categoryWords[line.category], line.label].filter(Boolean).join(': '),
    moneyWords(line.amount, currency),
  ]
  return [
    ...income.map(row('Income')),
    ['', 'Income in all', moneyWords(incomeTotal, currency)],
    ...expense.map(row('Expense')),
    ['', 'Expense in all', moneyWords(expenseTotal, currency)],
    ['', 'Balance', moneyWords(balance, currency)],
  ]
}

export function support(about: About, supported: Supported): Section {
  const { activity, conference, sessions } = about
  const { agreements, statement } = supported
  const rows = agreementRows(about, agreements)
  const problems = sessions.flatMap(({ session }) => [
    ...supportProblems({
      ...{ session, activity, ofConference: conference.support ?? [], agreements },
      ...{ begins: beginOf(session, activity, sessions), timeZone: conference.timeZone },
    }),
  ])
  const says = new Set(problems.map(({ message }) => message))
  return sectionOf(
    {
      id: 'support',
      title: 'Commercial support',
      evidenceOf: 'ACCME Standard 4: agreements signed before the activity; income and expense',
    },
    [
      rows.length === 0 ? text('There is no agreement of commercial support for this activity.') : undefined,
      table('Agreements', ['Supporter', 'Amount', 'In kind', 'Purpose', 'Signed', 'Version'], rows),
      table('Income and expense', ['', 'What', 'Amount'], statementRows(supported)),
    ],
    [
      ...[...says].map((message) => ({ says: message, who: 'office' as const })),
      rows.length > 0 && !statement
        ? { says: 'There is no statement of income and expense.', who: 'office' as const }
        : undefined,
    ],
  )
}
