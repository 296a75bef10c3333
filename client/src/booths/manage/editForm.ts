// Converts a booth's content to form fields and back. Pure.
import {
  type BoothContent,
  type BoothField,
  type BoothSettings,
  boothContent,
  boothLink,
  openingHours,
} from '@lectern/shared/booths'
import { boothNameMax, categoriesMax, categoryMax, descriptionMax } from '@lectern/shared/limits'
import { counted } from '../../words/counts.ts'
import { type Problems, problemsIn } from '../../words/problems.ts'

export interface HoursRow {
  key: number
  /** yyyy-mm-dd and hh:mm, in the reader's own zone. */
  date: string
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
  hours: hours.map(({ from, to }) => ({
    key: newKey(),
    date: dateOf(new Date(from)),
    from: clockOf(new Date(from)),
    to: clockOf(new Date(to)),
  })),
})

/** An end that is not after the start is on the next day. */
function instantsOf({ date, from, to }: HoursRow): BoothContent['hours'][number] {
  const begin = new Date(`${date}T${from}`)
  const end = new Date(`${date}T${to}`)
  if (end.getTime() <= begin.getTime()) end.setDate(end.getDate() + 1)
  return { from: begin.getTime(), to: end.getTime() }
}

/** As it would be sent; incomplete times are NaN. */
export const contentOf = (form: EditForm): BoothContent => ({
  name: form.name.trim(),
  categories: [...new Set(form.categories.split(',').map((each) => each.trim()))].filter(Boolean),
  description: form.description.trim(),
  links: form.links.map(({ label, url }) => ({ label: label.trim(), url: url.trim() })),
  hours: form.hours.map(instantsOf),
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

/** By the form's field, such as `links.0.url`. */
export const editProblemsOf = (form: EditForm): Problems =>
  problemsIn(boothContent, contentOf(form), {
    // Categories are one field, and so is each day with its hours.
    fieldOf: (path) => path.replace(/^categories\..*/, 'categories').replace(/^(hours\.\d+).*/, '$1.date'),
    own: {
      name: (name) => (name ? `At most ${boothNameMax} characters.` : 'Give the booth a name.'),
      categories: `At most ${categoriesMax} categories, each of at most ${categoryMax} characters.`,
      description: ({ length }) => `${counted(length - descriptionMax, 'character')} too long.`,
      'links.label': (label) => (label ? 'This is too long.' : 'Say what the link leads to.'),
      'links.url': 'Give a whole address that begins with https://',
      'hours.date': 'Choose a day, when it opens and when it closes.',
    },
  })

const fields = ['name', 'categories', 'description', 'links', 'hours'] as const
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Only permitted changes: a colleague's change to another field is not undone. */
export function changedContent(
  form: EditForm,
  settings: BoothSettings,
  mayEdit: (field: BoothField) => boolean,
): Partial<BoothContent> {
  const content = contentOf(form)
  return Object.fromEntries(
    fields
      .filter((field) => mayEdit(field) && !isSame(content[field], settings[field]))
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
