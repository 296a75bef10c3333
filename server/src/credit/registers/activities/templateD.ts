// ACCME's Template D (2015): a tab-delimited table of activities without a head. Later templates could not be
// had.
import { competencies, subcategories } from '@lectern/shared/planningWords'
import { certified, wholeAmount } from './accmeRecord.ts'
import type { RecordFacts, RecordSupport } from './facts.ts'

export const draft =
  'Template D of 2015 is the last whose columns could be confirmed; ACCME changed it in 2016. The file is a draft until it has been tried at the register: compare its columns with the instruction there before the first upload.'

/** A tab or a line break would begin another column or row; an empty value is no character. */
const cell = (value: string): string =>
  value
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()

const yesNo = (value: boolean | null): string => (value === null ? '' : value ? 'Yes' : 'No')
/** "2026-11-24" → "11/24/2026" */
const usDate = (day: string): string => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`

/** The five kinds in the template's order; anything else stands in the last column. */
const kinds = ['durable_equipment', 'facilities', 'disposable_supplies', 'animal_parts', 'human_parts']

const supporterColumns = (each: RecordSupport): string[] => [
  each.supporter,
  // There is no column for a currency.
  each.currency === 'USD' || each.amount === 0 ? String(wholeAmount(each)) : '',
  ...kinds.map((kind) => yesNo(each.inKind.includes(kind))),
  each.inKind.includes('other') ? each.other || 'Other' : '',
]
const noSupporter: readonly string[] = Array.from({ length: 8 }, () => '')

const amaCredits = (facts: RecordFacts): string => {
  const ama = certified(facts).find(({ policy }) => policy.accmeCertification === 'AMA PRA Category 1')
  return ama ? String(ama.amount) : ''
}

/** The 47 columns, without those of supporters. */
function columnsOf(facts: RecordFacts): string[] {
  const { activity, form, participants, type, partners, support } = facts
  const { competence, performance, outcomes } = form.changes
  const hasPlace = type.type === 'C' || type.type === 'RSS'
  const place = (value: string) => (hasPlace ? value : '')
  const all = Object.values(participants).reduce((sum, count) => sum + count, 0)
  return [
    'D',
    facts.number ?? '',
    facts.providerActivityId,
    String(facts.year),
    activity.title,
    usDate(facts.startsOn),
    place(form.city),
    place(form.state),
    place(form.country),
    partners.length > 0 ? 'Joint' : 'Direct',
    type.type,
    String(facts.hours),
    String(participants.physician),
    String(all - participants.physician),
    yesNo(support.length > 0),
    ...[competence, performance, outcomes].flatMap(({ designed, evaluated }) => [
      yesNo(designed),
      yesNo(evaluated),
    ]),
    ...subcategories.map((each) => yesNo(form.subcategories.includes(each))),
    partners.join('; '),
    amaCredits(facts),
    form.description,
    ...competencies.map((each) => yesNo(form.competencies.includes(each))),
    form.otherCompetencies,
  ]
}

/** A row for each activity, in the order given; every row has the columns of as many supporters. */
export function templateD(records: readonly RecordFacts[]): string {
  const most = Math.max(0, ...records.map(({ support }) => support.length))
  return records
    .map((facts) => {
      const supporters = Array.from({ length: most }, (_, i) => {
        const each = facts.support[i]
        return each ? supporterColumns(each) : noSupporter
      })
      return `${[...columnsOf(facts), ...supporters.flat()].map(cell).join('\t')}\n`
    })
    .join('')
}
