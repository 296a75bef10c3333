// Statements of certificates that were issued before a certificate said what it is made with: their words are
// those of a policy, with any text in place of what earlier versions filled in otherwise.
import type { Certificate } from '../../../shared/src/certificates.ts'
import type { Activity } from '../../../shared/src/credit.ts'
import { amountText } from '../../../shared/src/creditAmount.ts'
import type { CreditPolicy } from '../../../shared/src/creditPolicy.ts'
import { filledStatement, jointProvidership, statementText } from '../../../shared/src/statements.ts'

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/**
 * A policy's statement, filled in as far as its values are given, as a pattern: any text may stand for another
 * field.
 */
const patternOf = (statement: string): RegExp =>
  new RegExp(
    `^${statement
      .split(/\{\{\w+\}\}/)
      .map(literal)
      .join('.*')}$`,
    's',
  )

/** As an amount is printed; until December 2026 it was with two decimals unless the step is a whole one. */
const amountTexts = (amount: number, policy: Pick<CreditPolicy, 'step'>): string[] => [
  ...new Set([amountText(amount, policy), amount.toFixed(2)]),
]

/** `filled`: what the policies state. `isMarked`: asterisks in the printed statement are marks for italics. */
function* statementProblems(printed: string, filled: readonly string[], isMarked: boolean): Iterable<string> {
  const plain = isMarked ? statementText(printed) : printed
  const fitting = filled.filter((each) => patternOf(statementText(each)).test(plain))
  if (fitting.length === 0) yield `it states “${plain}”, which the policy does not`
  else if (isMarked && !fitting.some((each) => patternOf(each).test(printed)))
    yield `it states “${printed}” in other italics than the policy`
}

export function* formerProblems(
  certificate: Certificate,
  number: string,
  activity: Activity,
  policy: CreditPolicy | undefined,
  policies: readonly CreditPolicy[],
): Iterable<string> {
  const words = [
    ...(policy?.certificate.statements ?? []),
    ...policies.flatMap(({ statements }) => statements.accreditation),
  ]
  const values = {
    provider: activity.provider.name,
    place: activity.place,
    name: certificate.holder,
    uan: number,
  }
  const variants = policy
    ? amountTexts(certificate.amount, policy).map((amount) => ({ ...values, amount }))
    : [values]
  const { statements, accreditation = [], print } = certificate
  const stated = [...words, ...jointProvidership(activity)].flatMap((each) =>
    variants.map((filling) => filledStatement(each, filling)),
  )
  // Statements of earlier versions had no marks for italics.
  const isMarked = print !== undefined
  for (const statement of isMarked ? [...statements, ...accreditation] : statements)
    yield* statementProblems(statement, stated, isMarked)
  if (!isMarked) for (const statement of accreditation) yield* statementProblems(statement, stated, true)
}
