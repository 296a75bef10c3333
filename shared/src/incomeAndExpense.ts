// The statement of an activity's income and expense (ACCME Standard 4). Pure: pages load it without
// validation; `commercialSupport.ts` has the contract.
import { type Agreement, supportOfActivity } from './supportRules.ts'

export const incomeCategories = ['support', 'registration', 'exhibits', 'other_income'] as const
export const expenseCategories = [
  'honoraria',
  'travel',
  'production',
  'venue',
  'catering',
  'promotion',
  'staff',
  'other_expense',
] as const
export type StatementCategory = (typeof incomeCategories)[number] | (typeof expenseCategories)[number]
export const categoryWords: Record<StatementCategory, string> = {
  support: 'Commercial support',
  registration: 'Registration fees',
  exhibits: 'Exhibits',
  other_income: 'Other income',
  honoraria: 'Honoraria',
  travel: 'Travel',
  production: 'Production',
  venue: 'Venue',
  catering: 'Catering',
  promotion: 'Promotion',
  staff: 'Staff',
  other_expense: 'Other expenses',
}
const isIncome = (category: StatementCategory): boolean =>
  (incomeCategories as readonly string[]).includes(category)

export interface StatementLine {
  category: StatementCategory
  label: string
  /** In the smallest unit of the statement's currency. */
  amount: number
  /** Support of an agreement in another currency: what it came to. */
  agreementId?: string | undefined
}
export interface Statement {
  activityId: string
  /** How often it was saved. */
  revision: number
  currency: string
  lines: readonly StatementLine[]
  at: number
  by: string
}
export interface StatementTotals {
  /** Those of the agreements in the statement's currency first. */
  income: StatementLine[]
  expense: StatementLine[]
  incomeTotal: number
  expenseTotal: number
  balance: number
  /** Supporters whose agreement is in another currency, and who have no line that says what it came to. */
  unconverted: string[]
}

/** The statement with the support that is agreed on; sums are exact. */
export function statementTotals(
  { activityId, currency, lines }: Pick<Statement, 'activityId' | 'currency' | 'lines'>,
  agreements: readonly Agreement[],
): StatementTotals {
  const money = supportOfActivity(agreements, activityId).filter(({ amount }) => amount > 0)
  const agreed = money
    .filter((each) => each.currency === currency)
    .map(({ supporter, amount, agreementId }) => ({
      ...{ category: 'support' as const, label: supporter, amount, agreementId },
    }))
  const unconverted = money
    .filter((each) => each.currency !== currency)
    .filter(({ agreementId }) => !lines.some((line) => line.agreementId === agreementId))
    .map(({ supporter }) => supporter)
  const income = [...agreed, ...lines.filter(({ category }) => isIncome(category))]
  const expense = lines.filter(({ category }) => !isIncome(category))
  const sum = (all: readonly StatementLine[]) => all.reduce((total, { amount }) => total + amount, 0)
  const [incomeTotal, expenseTotal] = [sum(income), sum(expense)]
  return {
    ...{ income, expense, incomeTotal, expenseTotal },
    balance: incomeTotal - expenseTotal,
    unconverted,
  }
}
