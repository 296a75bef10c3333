// What is wrong with the record of an activity before it is sent, in words, and who can mend it. Pure.
import type { RecordProblem } from '@lectern/shared/activityRecords'
import { recordGaps } from '@lectern/shared/planningGaps'
import { isSameSupporter } from '@lectern/shared/supportRules'
import { quarters } from '../pars.ts'
import { certified, mocOf } from './accmeRecord.ts'
import { type RecordFacts, uansOf } from './facts.ts'

/** The JSON record, or a row of Template D, which asks less. */
export type RecordForm = 'json' | 'template'

const office = (says: string): RecordProblem => ({ who: 'office', says })

/** Answers that Template D has no column for. */
const ofJson: readonly (RecordProblem['field'] | undefined)[] = [
  'forPublicList',
  'fee',
  'registration',
  'professions',
  'delivery',
]

function* numberProblems({ activity, number }: RecordFacts): Iterable<RecordProblem> {
  const { provider } = activity
  if (!/^\d{7}$/.test(provider.number))
    yield office(
      provider.number === ''
        ? 'The provider’s ACCME number is missing: it has 7 digits.'
        : `The provider’s ACCME number has 7 digits; “${provider.number}” is none.`,
    )
  if (number !== null && !/^\d{9}$/.test(number))
    yield office(`The activity’s number at PARS has 9 digits; “${number}” is none.`)
}

function* creditProblems(facts: RecordFacts): Iterable<RecordProblem> {
  const all = certified(facts)
  if (all.length === 0)
    yield office('It is designated for no credit that the ACCME’s register has a name for.')
  for (const { policy, amount } of all)
    if (quarters(amount) === 0)
      yield office(`${policy.title}: ${amount} is less than 0.25, the least that the register takes.`)
}

function* supportProblems({ support, disclosed }: RecordFacts): Iterable<RecordProblem> {
  for (const name of new Set(disclosed))
    if (!support.some(({ supporter }) => isSameSupporter(supporter, name)))
      yield office(
        `Learners are told that “${name}” supports it, and no agreement says how much: record it under Support.`,
      )
}

function* boardProblems(facts: RecordFacts): Iterable<RecordProblem> {
  for (const { boardName, mocPoints, MOCCreditType } of mocOf(facts)) {
    if (mocPoints === 0) yield office(`${boardName}: the register takes 0.25 points and more.`)
    if (MOCCreditType.length === 0)
      yield {
        ...office(
          `The kinds of credit that the ${boardName} gives points for are missing. Name them as the board does.`,
        ),
        field: 'mocTypes',
      }
  }
}

function* pharmacyProblems(facts: RecordFacts): Iterable<RecordProblem> {
  const isPharmacy = facts.designated.some(({ policy }) => policy.accmeCertification === 'Pharmacy')
  if (isPharmacy && uansOf(facts).length === 0) yield office('It is designated for pharmacy, and has no UAN.')
}

export function problemsOf(facts: RecordFacts, as: RecordForm): RecordProblem[] {
  const gaps = recordGaps(facts.form).filter(({ field }) => as === 'json' || !ofJson.includes(field))
  return [
    ...numberProblems(facts),
    ...creditProblems(facts),
    ...supportProblems(facts),
    ...(as === 'json' ? boardProblems(facts) : []),
    ...(as === 'json' ? pharmacyProblems(facts) : []),
    ...gaps,
  ]
}

/** What to look at, although the record can be sent. */
export function* noticesOf(facts: RecordFacts, as: RecordForm): Iterable<string> {
  const { isOver, participants, support } = facts
  if (!isOver) yield 'It is not over yet: the number of participants will change.'
  else if (Object.values(participants).every((count) => count === 0)) yield 'Nobody took part.'
  for (const { policy, amount } of certified(facts))
    if (quarters(amount) !== amount)
      yield `${policy.title}: the register takes quarters, so ${amount} is sent as ${quarters(amount)}.`
  for (const { uan, number } of uansOf(facts)) {
    const same = uansOf(facts).find((other) => other.uan.audience === uan.audience)
    if (as === 'json' && same?.number !== number)
      yield `The record takes one UAN for each profession: ${same?.number} is sent, and ${number} is not.`
  }
  if (as === 'json') return
  for (const { supporter, currency, amount } of support)
    if (currency !== 'USD' && amount > 0)
      yield `The support of ${supporter} is in ${currency}, and the template has no column for that: enter the amount in US dollars yourself.`
}
