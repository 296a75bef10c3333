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
import { dayOf, timeOf, timeRange } from '../words/times.ts'
import type { DayRange } from './openDays.ts'

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
  email: 'Email address',
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

/** "2 staff here", "Staff away" */
export const staffWords = (staff: number): string => (staff > 0 ? `${staff} staff here` : 'Staff away')

/** "Open daily until Sat 12 Dec", "Daily until Sat 12 Dec, 9:00 AM – 5:00 PM", "Sat 12 Dec, all day" */
export function rangeWords({ first, last, days, isWhole }: DayRange, now: number): string {
  const clock = isWhole ? '' : `, ${timeRange(first.from, first.to)}`
  if (days === 1) return `${dayOf(first.from)}${clock || ', all day'}`
  const end = dayOf(last.from)
  const when = first.from <= now ? `until ${end}` : `${dayOf(first.from)} – ${end}`
  return `${isWhole ? 'Open daily' : 'Daily'} ${when}${clock}`
}

const dayMs = 86_400_000

/** Merges adjoining hours. */
function closesAt(hours: BoothSummary['hours'], end: number): number {
  const next = hours.find(({ from, to }) => from <= end && end < to)
  return next ? closesAt(hours, next.to) : end
}

function untilWords(at: number, now: number): string {
  if (dayOf(at - 1) === dayOf(now)) return timeOf(at)
  return at - now > dayMs ? dayOf(at - 1) : `${dayOf(at)}, ${timeOf(at)}`
}

/** Whether it is open, and until or from when. */
export function openWords(booth: Pick<BoothSummary, 'open' | 'hours'>, now: number): string {
  if (!booth.open) return 'Closed by the organiser'
  if (booth.hours.length === 0) return 'Open'
  const current = booth.hours.find(({ from, to }) => from <= now && now < to)
  if (current && isOpenAt(booth, now))
    return `Open until ${untilWords(closesAt(booth.hours, current.to), now)}`
  const next = Math.min(...booth.hours.map(({ from }) => from).filter((from) => from > now))
  return Number.isFinite(next) ? `Opens ${dayOf(next)}, ${timeOf(next)}` : 'Closed. No more opening hours.'
}

/** The state of a visitor's call, in words for the visitor; empty while it rings or is active. */
export function callEndWords({ state, staff, activeAt, endedAt }: Call): string {
  switch (state) {
    case 'missed':
      return 'No one could take your call. The staff have your request and will reply in the chat.'
    case 'answered':
      return `${staff?.name ?? 'The staff'} replied to the call you missed. See the chat.`
    case 'cancelled':
      return staff ? `${staff.name} cancelled the call.` : 'You cancelled the call.'
    case 'declined':
      return 'You declined the call. You can call whenever you like.'
    case 'ended': {
      const minutes = activeAt && endedAt ? Math.round((endedAt - activeAt) / 60_000) : 0
      return `The call has ended. It lasted ${minutesWords(minutes)}.`
    }
    default:
      return ''
  }
}
