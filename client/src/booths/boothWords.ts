// Words for the hall: visitors, opening hours, states.
import {
  type BoothField,
  type BoothSummary,
  type Call,
  isOpenAt,
  type StaffState,
  type Visitor,
} from '@lectern/shared/booths'
import type { LeadField } from '@lectern/shared/consents'
import { listWords } from '../words/counts.ts'
import { minutesWords } from '../words/durations.ts'
import { dayAndTime, dayOf, timeOf } from '../words/times.ts'

export const numberOf = ({ number }: Pick<Visitor, 'number'>): string => `Visitor ${number}`

/** "Visitor 12", or the name the visitor has consented to show. */
export const visitorWords = (visitor: Visitor): string =>
  [numberOf(visitor), visitor.name, visitor.profession].filter(Boolean).join(', ')

export const staffStateWords: Record<StaffState, string> = {
  available: 'Available',
  busy: 'Busy',
  away: 'Away',
}

export const leadFieldWords: Record<LeadField, string> = {
  name: 'Name',
  email: 'Mail address',
  affiliation: 'Affiliation',
  profession: 'Profession',
  phone: 'Telephone',
  message: 'Message',
}

export const boothFieldWords: Record<BoothField, string> = {
  name: 'Name',
  categories: 'Categories',
  description: 'Description',
  links: 'Links',
  hours: 'Opening hours',
  documents: 'Documents',
  images: 'Images',
}

export const fieldsInWords = (fields: readonly LeadField[]): string =>
  listWords(fields.map((field) => leadFieldWords[field].toLocaleLowerCase()))

const dayMs = 86_400_000

/** e.g. "Monday, May 4, 9:00 AM to 5:00 PM", or "Monday, May 4, all day". */
export const hoursWords = (from: number, to: number): string =>
  to - from >= dayMs && timeOf(from) === timeOf(to)
    ? `${dayOf(from)}, all day`
    : `${dayAndTime(from)} to ${timeOf(to)}`

/** Merges adjoining hours. */
function closesAt(hours: BoothSummary['hours'], end: number): number {
  const next = hours.find(({ from, to }) => from <= end && end < to)
  return next ? closesAt(hours, next.to) : end
}

const untilWords = (at: number, now: number): string =>
  dayOf(at - 1) === dayOf(now) ? timeOf(at) : dayAndTime(at)

/** Whether it is open, and until or from when. */
export function openWords(booth: Pick<BoothSummary, 'open' | 'hours'>, now: number): string {
  if (!booth.open) return 'Closed by the organiser'
  if (booth.hours.length === 0) return 'Open'
  const current = booth.hours.find(({ from, to }) => from <= now && now < to)
  if (current && isOpenAt(booth, now))
    return `Open until ${untilWords(closesAt(booth.hours, current.to), now)}`
  const next = booth.hours.map(({ from }) => from).filter((from) => from > now)
  return next.length > 0 ? `Opens ${dayAndTime(Math.min(...next))}` : 'No more opening hours'
}

/** The state of a visitor's call, in words for the visitor; empty while it rings or is active. */
export function callEndWords({ state, staff, activeAt, endedAt }: Call): string {
  switch (state) {
    case 'missed':
      return 'Nobody could take your call. The staff have your request and will answer here in the chat.'
    case 'answered':
      return `${staff?.name ?? 'The staff'} has seen to the call you missed. Look in the chat.`
    case 'cancelled':
      return staff ? `${staff.name} does not ask for a call any more.` : 'You have cancelled the call.'
    case 'declined':
      return 'You have declined the call. You can ask for one whenever you like.'
    case 'ended': {
      const minutes = activeAt && endedAt ? Math.round((endedAt - activeAt) / 60_000) : 0
      return `The call has ended. It lasted ${minutesWords(minutes)}.`
    }
    default:
      return ''
  }
}
