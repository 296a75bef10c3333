// Converts a booth's content to form fields and back. Pure.
import {
  type BoothContent,
  type BoothField,
  type BoothSettings,
  boothContent,
  boothLink,
  type OpeningHours,
  openingHours,
} from '@lectern/shared/booths'
import {
  boothNameMax,
  categoriesMax,
  categoryMax,
  descriptionMax,
  openingHoursMax,
} from '@lectern/shared/limits'
import { counted } from '../../words/counts.ts'
import { type Problems, problemsIn } from '../../words/problems.ts'
import { dayRanges } from '../openDays.ts'

/** The same hours on every day from the first to the last. */
export interface HoursRow {
  key: number
  /** yyyy-mm-dd and hh:mm, in the reader's own zone. Without a last day it is one day. */
  first: string
  last: string
  from: string
  to: string
}
interface LinkRow {
  key: number
  label: string
  url: string
}
export interface EditForm {
  name: string
  /** Separated by commas. */
  categories: string
  description: string
  links: readonly LinkRow[]
  hours: readonly HoursRow[]
}

const two = (number: number): string => String(number).padStart(2, '0')
const dateOf = (at: Date): string => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
const clockOf = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`

let lastKey = 0
export const newKey = (): number => ++lastKey

export const emptyForm: EditForm = { name: '', categories: '', description: '', links: [], hours: [] }

export const formOf = ({ name, categories, description, links, hours }: BoothContent): EditForm => ({
  name,
  categories: categories.join(', '),
  description,
  links: links.map((link) => ({ key: newKey(), ...link })),
  hours: dayRanges(hours).map(({ first, last }) => ({
    key: newKey(),
    first: dateOf(new Date(first.from)),
    last: dateOf(new Date(last.from)),
    from: clockOf(new Date(first.from)),
    to: clockOf(new Date(first.to)),
  })),
})

/** An end that is not after the start is on the next day. */
function dayOf(date: Date, { from, to }: HoursRow): OpeningHours {
  const begin = new Date(`${dateOf(date)}T${from}`)
  const end = new Date(`${dateOf(date)}T${to}`)
  if (end.getTime() <= begin.getTime()) end.setDate(end.getDate() + 1)
  return { from: begin.getTime(), to: end.getTime() }
}

/**
 * A row's days, one more than allowed at most. A row that is not complete has one day whose times are NaN.
 */
function daysOf(row: HoursRow): OpeningHours[] {
  const date = new Date(`${row.first}T12:00`)
  const last = new Date(`${row.last || row.first}T12:00`)
  const days: OpeningHours[] = []
  do {
    days.push(dayOf(date, row))
    date.setDate(date.getDate() + 1)
  } while (date <= last && days.length <= openingHoursMax)
  return days
}

/** As it would be sent; incomplete times are NaN. */
export const contentOf = (form: EditForm): BoothContent => ({
  name: form.name.trim(),
  categories: [...new Set(form.categories.split(',').map((each) => each.trim()))].filter(Boolean),
  description: form.description.trim(),
  links: form.links.map(({ label, url }) => ({ label: label.trim(), url: url.trim() })),
  hours: form.hours.flatMap(daysOf),
})

/** For the preview: without incomplete entries. */
export function shownContent(form: EditForm): BoothContent {
  const content = contentOf(form)
  return {
    ...content,
    links: content.links.filter((link) => boothLink.safeParse(link).success),
    hours: content.hours.filter((hours) => openingHours.safeParse(hours).success),
  }
}

/** The row of the form from which a day's hours come. */
function rowOf({ hours }: EditForm, day: number): number {
  let days = 0
  return hours.findIndex((row) => {
    days += daysOf(row).length
    return day < days
  })
}

function hoursProblems({ hours }: EditForm): Problems {
  const late = hours.findIndex(({ first, last }) => last && last < first)
  if (late >= 0) return { [`hours.${late}.last`]: 'The last day is before the first.' }
  const days = hours.flatMap(daysOf).length
  const over = `${openingHoursMax} days at most in all.`
  return days > openingHoursMax ? { [`hours.${hours.length - 1}.last`]: over } : {}
}

/** By the form's field, such as `links.0.url`. */
export const editProblemsOf = (form: EditForm): Problems => ({
  ...problemsIn(boothContent, contentOf(form), {
    // Categories are one field, and so is each day with its hours.
    fieldOf: (path) =>
      path
        .replace(/^categories\..*/, 'categories')
        .replace(/^hours\.(\d+).*/, (_, day) => `hours.${rowOf(form, Number(day))}.first`)
        .replace(/^hours$/, 'hours.all'),
    own: {
      name: (name) => (name ? `At most ${boothNameMax} characters.` : 'Give the booth a name.'),
      categories: `At most ${categoriesMax} categories, each of at most ${categoryMax} characters.`,
      description: ({ length }) => `${counted(length - descriptionMax, 'character')} too long.`,
      'links.label': (label) => (label ? 'This is too long.' : 'Say what the link leads to.'),
      'links.url': 'Give a whole address that begins with https://',
      'hours.first': 'Choose a day, and when it opens and closes.',
    },
  }),
  ...hoursProblems(form),
})

const fields = ['name', 'categories', 'description', 'links', 'hours'] as const
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const inOrder = (hours: readonly OpeningHours[]): OpeningHours[] =>
  hours.toSorted((a, b) => a.from - b.from).map(({ from, to }) => ({ from, to }))

/** Only permitted changes: a colleague's change to another field is not undone. */
export function changedContent(
  form: EditForm,
  settings: BoothSettings,
  mayEdit: (field: BoothField) => boolean,
): Partial<BoothContent> {
  const content = { ...contentOf(form), hours: inOrder(contentOf(form).hours) }
  const stored = { ...settings, hours: inOrder(settings.hours) }
  return Object.fromEntries(
    fields
      .filter((field) => mayEdit(field) && !isSame(content[field], stored[field]))
      .map((field) => [field, content[field]]),
  )
}

/**
 * Applies the form to the current booth, including a colleague's changes.
 * Undefined if both changed the same field: the person decides when saving.
 */
export function formOver(form: EditForm, base: BoothSettings, now: BoothSettings): EditForm | undefined {
  const mine = changedContent(form, base, () => true)
  const theirs = fields.filter((field) => !isSame(base[field], now[field]))
  if (theirs.some((field) => field in mine)) return undefined
  const fresh = formOf(now)
  return { ...form, ...Object.fromEntries(theirs.map((field) => [field, fresh[field]])) }
}
