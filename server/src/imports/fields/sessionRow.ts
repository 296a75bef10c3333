// A row of a programme.
import type { ImportMapping } from '@lectern/shared/imports'
import { session } from '@lectern/shared/program'
import type { SessionKind } from '@lectern/shared/sessionKinds'
import { momentOf as localMoment } from '@lectern/shared/zoneTime'
import { type Day, isMisread, readDay, readDuration, readTime } from './dates.ts'
import { type NamedPerson, readFaculty } from './faculty.ts'
import type { Row } from './row.ts'
import { kindOfWord } from './words.ts'

/** What the row says; a field that the table does not have is absent. */
export interface SessionWish {
  /** What names it in the file. */
  key: string
  title: string
  summary?: string
  startsAt: number
  endsAt: number
  track?: string
  kind?: SessionKind
  speakers?: NamedPerson[]
  moderators?: NamedPerson[]
}

const { title: titleText, summary: summaryText, track: trackText } = session.shape
const externalIdMax = 200
const minuteMs = 60_000
const dayMs = 86_400_000

const withOffset = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/
/** A date and a time in one cell: "2026-11-24 14:30", "24.11.2026, 14:30 Uhr". */
const timeAtEnd = /[\sT,](\d{1,2}[:.hH]\d{2}(?::\d{2})?\s*(?:uhr|[ap]\.?m\.?)?)$/i

type TimeField = 'start' | 'end'

const digits = (number: number, count = 2): string => String(number).padStart(count, '0')
/** "2026-11-24T14:30" */
const localTime = ({ year, month, day }: Day, minutes: number): string =>
  `${digits(year, 4)}-${digits(month)}-${digits(day)}T${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`

function clockOf(row: Row, field: TimeField, cell: string): number | undefined {
  const minutes = readTime(timeAtEnd.exec(` ${cell}`)?.[1] ?? cell)
  return isMisread(minutes) ? row.misread(field, minutes.problem) : minutes
}

/** The moment that the row names; undefined with a problem noted. */
function momentOf(row: Row, field: TimeField, { timeZone, dateOrder }: ImportMapping): number | undefined {
  const cell = row.cell(field)
  if (cell === '') return row.misread(field, 'a session needs a time')
  if (withOffset.test(cell)) {
    const at = Date.parse(cell.replace(' ', 'T'))
    return Number.isNaN(at) ? row.misread(field, 'is not a time: there is no such moment') : at
  }
  const dated = timeAtEnd.exec(cell)
  const dayField = dated ? field : 'date'
  const dayText = dated ? cell.slice(0, dated.index) : row.cell('date')
  if (dayText === '') return row.misread(field, 'has no date: choose the column that has it')
  const day = readDay(dayText, dateOrder)
  const minutes = clockOf(row, field, cell)
  if (isMisread(day)) return row.misread(dayField, day.problem)
  if (minutes === undefined) return undefined
  const moment = localMoment(localTime(day, minutes), timeZone)
  if (moment.kind === 'once') return moment.at
  return row.misread(
    field,
    moment.kind === 'never'
      ? `does not exist that day in ${timeZone}: clocks are put forward over it`
      : `comes twice that day in ${timeZone}: clocks are put back. Write it with its offset, like 2026-10-25T02:30+01:00`,
  )
}

function endOf(row: Row, startsAt: number | undefined, mapping: ImportMapping): number | undefined {
  if (row.cell('end') !== '') return momentOf(row, 'end', mapping)
  if (row.cell('duration') === '')
    return row.has('duration') && !row.has('end')
      ? row.misread('duration', 'a session needs an end or a duration')
      : row.misread('end', 'a session needs an end or a duration')
  const minutes = readDuration(row.cell('duration'))
  if (isMisread(minutes)) return row.misread('duration', minutes.problem)
  return startsAt === undefined ? undefined : startsAt + minutes * minuteMs
}

function checkLength(row: Row, startsAt: number, endsAt: number): void {
  const field = row.cell('end') === '' ? 'duration' : 'end'
  if (endsAt <= startsAt) row.problem(field, 'The session would end before it starts.')
  else if (endsAt - startsAt > dayMs) row.problem(field, 'A session lasts a day at most.')
}

/** Words that mean no kind leave it as it is: other programs have kinds of their own. */
const kindOf = (row: Row): SessionKind | undefined =>
  row.has('kind') ? kindOfWord(row.cell('kind')) : undefined

const comparableTitle = (title: string): string => title.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')

/** Undefined if something is wrong with it, which the row then says. */
export function readSession(row: Row, mapping: ImportMapping): SessionWish | undefined {
  const title = row.parse('title', titleText)
  const startsAt = momentOf(row, 'start', mapping)
  const endsAt = endOf(row, startsAt, mapping)
  if (startsAt !== undefined && endsAt !== undefined) checkLength(row, startsAt, endsAt)
  const summary = row.has('summary') ? row.parse('summary', summaryText) : undefined
  const track = row.has('track') ? row.parse('track', trackText) : undefined
  const kind = kindOf(row)
  const externalId = row.cell('externalId')
  if (externalId.length > externalIdMax)
    row.misread('externalId', `is too long: at most ${externalIdMax} characters`)
  if (title === undefined || startsAt === undefined || endsAt === undefined || row.problems.length > 0)
    return undefined
  return {
    key: externalId || `title ${comparableTitle(title)}`,
    title,
    startsAt,
    endsAt,
    ...(summary !== undefined && { summary }),
    ...(track !== undefined && { track }),
    ...(kind && { kind }),
    ...(row.has('speakers') && { speakers: readFaculty(row.cell('speakers')) }),
    ...(row.has('moderators') && { moderators: readFaculty(row.cell('moderators')) }),
  }
}
