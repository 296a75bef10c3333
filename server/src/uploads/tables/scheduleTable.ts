// The schedule.json of pretalx, frab and others, as a table: a row for each talk.
import { summaryMax } from '@lectern/shared/limits'
import { tableLimits } from '@lectern/shared/tables'
import { z } from 'zod'
import { UnfitFile } from '../unfitFile.ts'
import { decodeText } from './decodeText.ts'
import type { ReadTable } from './table.ts'

const words = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((given) => (given ?? '').trim().slice(0, tableLimits.cell))
/** Some programs write an object for a track, with its name. */
const named = z.union([words, z.object({ name: words }).transform(({ name }) => name)])

const person = z.object({
  code: words,
  guid: words,
  id: words,
  public_name: words,
  full_public_name: words,
  name: words,
  /** In our own exports. */
  role: words,
})
const talk = z.object({
  guid: words,
  code: words,
  id: words,
  slug: words,
  title: words,
  subtitle: words,
  abstract: words,
  description: words,
  date: words,
  start: words,
  duration: words,
  room: named,
  track: named,
  type: words,
  language: words,
  persons: z.array(person).nullish(),
})
type Talk = z.output<typeof talk>
const day = z.object({ date: words, rooms: z.record(z.string(), z.array(z.unknown())) })
const schedule = z.object({
  schedule: z.object({
    conference: z.object({
      title: words,
      time_zone_name: words,
      days: z.array(day),
    }),
  }),
})

const headings = [
  'guid',
  'title',
  'subtitle',
  'summary',
  'start',
  'duration',
  'room',
  'track',
  'type',
  'language',
  'persons',
  'moderators',
]

/** "Ada Lovelace [NQTF8Y]" */
function personWords({
  code,
  guid,
  id,
  public_name,
  full_public_name,
  name,
}: z.output<typeof person>): string {
  const shown = (public_name || full_public_name || name).replace(/[[\]<>;\n]/g, ' ').trim()
  const externalId = code || guid || id
  return externalId ? `${shown} [${externalId}]` : shown
}

/** With the offset that the schedule gives; without one, as clocks show it. */
const startOf = ({ date, start }: Talk, dayDate: string): string =>
  date.length > 10 ? date : `${date || dayDate} ${start}`.trim()

/** A session has one text: both of the talk's, as far as they fit. */
function summaryOf({ abstract, description }: Talk): string {
  const whole = [abstract, description].filter(Boolean).join('\n\n')
  return whole.length > summaryMax ? `${whole.slice(0, summaryMax - 1)}…` : whole
}

function cellsOf(given: Talk, dayDate: string, room: string): string[] {
  const persons = given.persons ?? []
  const named = (isModerator: boolean) =>
    persons
      .filter(({ role }) => (role === 'moderator') === isModerator)
      .map(personWords)
      .join('; ')
  return [
    given.guid || given.code || given.id || given.slug,
    given.title,
    given.subtitle,
    summaryOf(given),
    startOf(given, dayDate),
    given.duration,
    given.room || room,
    given.track,
    given.type,
    given.language,
    named(false),
    named(true),
  ]
}

function parseSchedule(text: string): z.output<typeof schedule> {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new UnfitFile(
      'This JSON file is incomplete or damaged. Download it again from the program that made it, and send that.',
    )
  }
  const result = schedule.safeParse(parsed)
  if (!result.success)
    throw new UnfitFile(
      'This JSON file is not a schedule: it has no days with rooms and talks. Send the schedule.json that pretalx or frab exports.',
    )
  return result.data
}

/** @throws {UnfitFile} */
export function scheduleTable(content: Buffer): ReadTable {
  const { days, time_zone_name, title } = parseSchedule(decodeText(content).text).schedule.conference
  const talks = days.flatMap(({ date, rooms }) =>
    Object.entries(rooms).flatMap(([room, given]) => given.map((each) => ({ date, room, each }))),
  )
  if (talks.length === 0)
    throw new UnfitFile('This schedule has no talks yet. Export it again once it has, and send that.')
  if (talks.length > tableLimits.rows)
    throw new UnfitFile(
      `This schedule has ${talks.length} talks. At most ${tableLimits.rows} are read: export it in parts.`,
    )
  const rows = talks.map(({ date, room, each }, index): ReadTable['rows'][number] => {
    const read = talk.safeParse(each)
    // Its row is shown with what is missing.
    return [index + 1, ...(read.success ? cellsOf(read.data, date, room) : headings.map(() => ''))]
  })
  return {
    format: 'schedule',
    detail: title,
    headings,
    rows,
    ...(time_zone_name && { timeZone: time_zone_name }),
  }
}
