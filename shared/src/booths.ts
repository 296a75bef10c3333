// The exhibit hall: booths, their visitors and staff, chats, calls and bookings. `consents.ts` has what a
// visitor leaves with an exhibitor; `boothCommands.ts` has the commands.
//
// Nothing sent to an exhibitor's staff names a learner: a visitor is a number, and a random id valid at one
// booth only. Everything else that staff see of a visitor, the visitor has consented to, field by field.
import { z } from 'zod'
import { id, instant } from './ids.ts'
import {
  boothNameMax,
  categoriesMax,
  categoryMax,
  chatMessageMax,
  descriptionMax,
  fileNameMax,
  linkLabelMax,
  linksMax,
  openingHoursMax,
  urlMax,
} from './limits.ts'
import { mailStatuses } from './mailKinds.ts'
import { bounded, list, text, textOrNone } from './text.ts'
import { fileTypes } from './uploads.ts'

/** How long a person counts as present after the last sign of life, and how often a page sends one, in ms. */
export const presenceMs = 45_000
export const presenceBeatMs = 15_000
/** How long a call survives without its visitor, in ms: a network can fail for a moment. */
export const callGraceMs = 60_000
/** The visitor and up to three staff. */
export const callPeopleMax = 4
export const bookingSlotMs = 15 * 60_000
/** How many days ahead slots can be booked, and how many one visitor may hold at one booth. */
export const bookableDays = 14
export const bookingsEach = 3

const isHttps = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return protocol === 'https:' && username === '' && password === ''
}

export const boothLink = z.strictObject({
  label: text(linkLabelMax),
  url: bounded(urlMax).trim().refine(isHttps, 'must be an address that begins with https://'),
})
/** A booth without hours is open unless the organiser has closed it. */
export const openingHours = z.strictObject({ from: instant, to: instant }).refine(
  // The day on which clocks are put back has 25 hours.
  ({ from, to }) => from < to && to - from <= 25 * 3_600_000,
  'must end after it begins, within a day',
)
export type OpeningHours = z.infer<typeof openingHours>

const fileKinds = ['document', 'image', 'logo', 'cover'] as const
const fileKind = z.enum(fileKinds)
export type FileKind = z.infer<typeof fileKind>

/** Files per booth. A new logo or cover replaces the one before. */
export const filesMax: Record<FileKind, number> = { document: 20, image: 8, logo: 1, cover: 1 }

/** As shown and saved: no path, and no character that a file system reserves. */
export const fileName = text(fileNameMax)
  .transform((name) => name.replace(/[/\\"<>|:*?]/g, ' ').trim())
  .pipe(text(fileNameMax))

const boothFile = z.object({
  id,
  kind: fileKind,
  name: z.string().max(fileNameMax),
  /** Detected from the content. */
  type: z.enum(fileTypes),
  bytes: z.number().int(),
  at: instant,
})
export type BoothFile = z.infer<typeof boothFile>

/** Describes an uploaded file. */
export const uploadQuery = z.object({ kind: fileKind, name: fileName })

/** A booth's description of itself, as written. */
export const boothContent = z.strictObject({
  name: text(boothNameMax),
  categories: list(text(categoryMax), categoriesMax),
  /** Plain text. */
  description: textOrNone(descriptionMax, { lines: true }),
  links: list(boothLink, linksMax),
  hours: list(openingHours, openingHoursMax),
})
export type BoothContent = z.infer<typeof boothContent>

/** What the organiser may let the staff edit. `images`: logo and cover, too. */
export const boothFields = [
  'name',
  'categories',
  'description',
  'links',
  'hours',
  'documents',
  'images',
] as const
export const boothField = z.enum(boothFields)
export type BoothField = z.infer<typeof boothField>

/** A booth on the floor. `isOpenAt` says whether it is open now. */
const boothSummary = z.object({
  id,
  name: z.string(),
  categories: z.array(z.string()),
  hours: z.array(openingHours),
  /** False: the organiser has closed it. */
  open: z.boolean(),
  /** How many of its staff are there and not away. */
  staff: z.number().int().nonnegative(),
  logoId: id.nullable(),
  /** Its cover, or its first image. */
  coverId: id.nullable(),
})
export type BoothSummary = z.infer<typeof boothSummary>

/** A booth as its visitors see it. */
const booth = z.object({
  id,
  version: z.number().int().nonnegative(),
  ...boothContent.shape,
  open: z.boolean(),
  documents: z.array(boothFile),
  images: z.array(boothFile),
  logo: boothFile.nullable(),
  /** Wide, for the top of its page and its place on the floor. */
  cover: boothFile.nullable(),
})
export type Booth = z.infer<typeof booth>

/** A booth as its staff and the organiser see it. */
export const boothSettings = booth.extend({
  /** Set by the server; a booth stays at its conference. */
  conferenceId: id,
  /**
   * The company, which has one booth at a conference; people with this `Person.exhibitorId` are its staff.
   */
  exhibitorId: id,
  editable: z.array(boothField),
})
export type BoothSettings = z.infer<typeof boothSettings>

type Files = Pick<Booth, 'documents' | 'images' | 'logo' | 'cover'>
export const filesOf = ({ documents, images, logo, cover }: Files): BoothFile[] =>
  [...documents, ...images, logo, cover].filter((file) => file !== null)
/** The field that must be editable for files of this kind. */
export const fieldOfFile = (kind: FileKind): BoothField => (kind === 'document' ? 'documents' : 'images')

export const isOpenAt = ({ open, hours }: Pick<Booth, 'open' | 'hours'>, now: number): boolean =>
  open && (hours.length === 0 || hours.some(({ from, to }) => from <= now && now < to))

/** How long (ms) a booth is to be open by its hours; hours that overlap count once. */
export function plannedMs({ hours }: Pick<Booth, 'hours'>): number {
  let [sum, until] = [0, 0]
  for (const { from, to } of [...hours].sort((a, b) => a.from - b.from)) {
    sum += Math.max(0, to - Math.max(from, until))
    until = Math.max(until, to)
  }
  return sum
}

/**
 * The starts of all slots that lie wholly within the hours and begin after `now`, earliest first. No two
 * overlap.
 */
export function slotsOf({ open, hours }: Pick<Booth, 'open' | 'hours'>, now: number): number[] {
  if (!open) return []
  const last = now + bookableDays * 86_400_000
  const slots: number[] = []
  for (const { from, to } of [...hours].sort((a, b) => a.from - b.from)) {
    const free = (slots.at(-1) ?? -bookingSlotMs) + bookingSlotMs
    const first =
      from + Math.ceil(Math.max(0, Math.max(free, now + 1) - from) / bookingSlotMs) * bookingSlotMs
    for (let at = first; at + bookingSlotMs <= to && at <= last; at += bookingSlotMs) slots.push(at)
  }
  return slots
}

export const staffStates = ['available', 'busy', 'away'] as const
export const staffState = z.enum(staffStates)
export type StaffState = z.infer<typeof staffState>

/** A staff member, to visitors and colleagues. */
const staffMember = z.object({ staffId: id, name: z.string() })
export type StaffMember = z.infer<typeof staffMember>
export const presentStaff = staffMember.extend({
  state: staffState,
  /** The address of their picture, if they have one. Exhibitors may not open it. */
  picture: z.string().optional(),
})
export type PresentStaff = z.infer<typeof presentStaff>

/** A visitor as one booth's staff see them: "Visitor 12", and the fields consented to. */
export const visitor = z.object({
  /** Random, valid at this booth only. */
  visitorId: id,
  number: z.number().int().positive(),
  /** Null without live consent for that field. */
  name: z.string().nullable(),
  profession: z.string().nullable(),
})
export type Visitor = z.infer<typeof visitor>

export const chatMessage = z.object({
  /** Its position in the chat, from 1 without gaps. */
  seq: z.number().int().positive(),
  /** Made by the page that wrote it: a repeat is the same message. */
  messageId: id,
  /** The staff member who wrote it; null if the visitor did. */
  staff: staffMember.nullable(),
  text: z.string().max(chatMessageMax),
  at: instant,
})
export type ChatMessage = z.infer<typeof chatMessage>

/** The newest 100 messages, or the 100 before the given one, in order. */
export const chat = z.object({
  boothId: id,
  visitor,
  messages: z.array(chatMessage),
  /** There are older ones. */
  more: z.boolean(),
  /** The staff member responsible for it. */
  assignee: staffMember.nullable(),
  /** The last message shown to each side. */
  seenByVisitor: z.number().int().nonnegative(),
  seenByStaff: z.number().int().nonnegative(),
})
export type Chat = z.infer<typeof chat>

const chatSummary = z.object({
  visitor,
  last: chatMessage,
  /** The visitor's messages that no staff member has been shown. */
  unread: z.number().int().nonnegative(),
  assignee: staffMember.nullable(),
})
export type ChatSummary = z.infer<typeof chatSummary>

/**
 * ringing → active → ended: the visitor asked and a staff member accepted
 * ringing → cancelled
 * ringing → missed → answered: the visitor left or no staff were there; staff followed up later
 * offered → active → ended: a staff member asked the visitor
 * offered → declined | cancelled
 */
const callStates = [
  'ringing',
  'offered',
  'active',
  'ended',
  'cancelled',
  'declined',
  'missed',
  'answered',
] as const
const callState = z.enum(callStates)
export type CallState = z.infer<typeof callState>

export const call = z.object({
  callId: id,
  boothId: id,
  visitor,
  state: callState,
  askedAt: instant,
  /** While ringing: 1 is next. */
  place: z.number().int().positive().nullable(),
  /** The staff member who accepted or offered it, or followed up a missed one. */
  staff: staffMember.nullable(),
  activeAt: instant.nullable(),
  endedAt: instant.nullable(),
})
export type Call = z.infer<typeof call>

/** The stage of a call: the `sessionId` in the reply to `booths.joinCall` and in `stage.state`. */
export const callStageId = (callId: string): string => `call-${callId}`
export const isCallStage = (stageId: string): boolean => stageId.startsWith('call-')

export const slot = z.object({ at: instant, state: z.enum(['free', 'taken', 'mine']) })
export type Slot = z.infer<typeof slot>

/** A booked slot, to the staff. */
const booking = z.object({ slot: instant, visitor, bookedAt: instant })
export type Booking = z.infer<typeof booking>
/** The same, to the visitor. */
export const ownBooking = z.object({ boothId: id, boothName: z.string(), slot: instant })
export type OwnBooking = z.infer<typeof ownBooking>

/** Arrivals at a booth in the hour that starts at `hour`. */
const hourCount = z.object({ hour: instant, visits: z.number().int().nonnegative() })
export type HourCount = z.infer<typeof hourCount>

/** Everything that a page in the hall needs at first. */
export const hall = z.object({
  booths: z.array(boothSummary),
  /** Unread staff messages by booth. Booths without any are left out. */
  unread: z.record(id, z.number().int().positive()),
})
export type Hall = z.infer<typeof hall>

/** A booth, and everything between it and this visitor. */
export const boothVisit = z.object({
  booth,
  staff: z.array(presentStaff),
  /** What its staff see of the person. */
  me: visitor,
  chat,
  /** A ringing, offered or active call. */
  call: call.nullable(),
  bookings: z.array(ownBooking),
})
export type BoothVisit = z.infer<typeof boothVisit>

/** What a desk shows. A `booths.desk` event carries the changed parts. */
const deskParts = z.object({
  /** The number of visitors there now, and the 50 who came last, newest first. */
  present: z.object({ count: z.number().int().nonnegative(), newest: z.array(visitor) }),
  /** Ringing (by place), offered or active calls. */
  calls: z.array(call),
  /** Requests nobody has handled, newest first; at most 100. */
  missed: z.array(call),
  /** By last message, newest first; at most 100. */
  chats: z.array(chatSummary),
  /** From yesterday on, earliest first; the page shows today's in the reader's own zone. */
  bookings: z.array(booking),
  staff: z.array(presentStaff),
  hours: z.array(hourCount),
})
export type DeskParts = z.infer<typeof deskParts>
export const deskPart = deskParts.keyof()
export type DeskPart = z.infer<typeof deskPart>

export const desk = deskParts.extend({ boothId: id, me: presentStaff })
export type Desk = z.infer<typeof desk>

/** For how long (ms) of the hour that starts at `hour` somebody worked at a booth's desk. */
const hourTime = z.object({ hour: instant, ms: z.number().int().nonnegative() })
export type HourTime = z.infer<typeof hourTime>

/** A member of staff, as the organiser sees them. */
export const managedStaff = staffMember.extend({
  /** How long (ms) they worked at the desk. */
  workedMs: z.number().int().nonnegative(),
  /** Their invitation by mail; null if none was made. */
  invitation: z
    .object({ mailId: id, status: z.enum(mailStatuses), words: z.string(), at: instant })
    .nullable(),
})
export type ManagedStaff = z.infer<typeof managedStaff>

/** What came of a booth, in numbers: they say nothing about any one visitor. */
const boothCounts = z.object({
  /** Visitors who chatted. */
  chats: z.number().int().nonnegative(),
  /** Calls that took place. */
  calls: z.number().int().nonnegative(),
  /** Visitors with a live consent. */
  leads: z.number().int().nonnegative(),
})

/** A booth as the organiser sees it: how many came and when, never who. */
export const managedBooth = z.object({
  booth: boothSettings,
  staff: z.array(managedStaff),
  counts: boothCounts,
  /** Hours in which the desk was staffed. */
  staffed: z.array(hourTime),
  /** People who have ever been there. */
  visitors: z.number().int().nonnegative(),
  hours: z.array(hourCount),
})
export type ManagedBooth = z.infer<typeof managedBooth>
