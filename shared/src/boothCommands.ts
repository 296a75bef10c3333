// The commands and events of the exhibit hall. A person visits as a learner, or keeps the desk of the booth whose
// exhibitor they work for; the server checks whose booth it is.
import { z } from 'zod'
import {
  type Booth,
  type BoothSummary,
  boothContent,
  boothField,
  boothFields,
  boothSettings,
  boothVisit,
  type Call,
  type ChatMessage,
  call,
  chat,
  chatMessage,
  type DeskParts,
  desk,
  fileTypes,
  hall,
  managedBooth,
  ownBooking,
  type PresentStaff,
  presentStaff,
  type StaffMember,
  slot,
  staffState,
  uploadQuery,
} from './booths.ts'
import { byHand, byPage, byVisit, command } from './command.ts'
import {
  consent,
  givenConsent,
  type Lead,
  lead,
  leadField,
  leadFields,
  leadNotes,
  leads,
  receipt,
  type Withdrawal,
} from './consents.ts'
import { createdId, id, instant, nothing } from './ids.ts'
import { chatMessageMax, nameMax } from './limits.ts'
import { rtpCapabilities } from './media.ts'
import { roles } from './roles.ts'
import { files, route } from './route.ts'
import { joined } from './stage.ts'
import { list, text } from './text.ts'

const learners = ['clinician', 'speaker', 'moderator', 'organiser'] as const
const staff = ['exhibitor'] as const
const editors = ['exhibitor', 'organiser'] as const
const organisers = ['organiser'] as const

const done = z.object({})
const byBooth = z.strictObject({ boothId: id })
const byCall = byBooth.extend({ callId: id })
const byVisitor = byBooth.extend({ visitorId: id })
const seq = z.number().int().positive()
const words = { messageId: id, text: text(chatMessageMax, { lines: true }) }
const version = z.number().int().nonnegative()

export const boothCommands = {
  // The hall. Entering stops the credit clock on all of the person's devices, until they leave.
  'booths.inHall': command({
    who: learners,
    request: nothing,
    reply: z.object({ inside: z.boolean() }),
    rate: byPage,
  }),
  /** Entering twice is entering once: a page that opens anew inside the hall asks so for what it shows. */
  'booths.enterHall': command({ who: learners, request: nothing, reply: hall, rate: byVisit, large: true }),
  /** Leaves all booths too: what rings is missed, what runs ends. */
  'booths.leaveHall': command({ who: learners, request: nothing, reply: done, rate: byHand }),

  // At a booth, as its visitor.
  /** Is there from now on, for as long as `booths.beat` follows. After a reconnect it is sent again. */
  'booths.visit': command({ who: learners, request: byBooth, reply: boothVisit, rate: byVisit, large: true }),
  'booths.leaveBooth': command({ who: learners, request: byBooth, reply: done, rate: byPage }),
  /** A sign of life every `beatEveryMs`, of visitors and of staff. `conflict`: not there any more, visit again. */
  'booths.beat': command({ who: roles, request: byBooth, reply: done, rate: byPage }),
  'booths.say': command({ who: learners, request: byBooth.extend(words), reply: chatMessage, rate: byHand }),
  'booths.myChat': command({
    who: learners,
    request: byBooth.extend({ before: seq.optional() }),
    reply: chat,
    rate: byPage,
    large: true,
  }),
  /** All messages up to this one have been shown. */
  'booths.seen': command({ who: learners, request: byBooth.extend({ seq }), reply: done, rate: byPage }),
  /** `missed` at once where none of the staff are there: they will answer. One call at a time: asked again, it is the same. */
  'booths.requestCall': command({ who: learners, request: byBooth, reply: call, rate: byHand }),
  'booths.cancelCall': command({ who: learners, request: byCall, reply: call, rate: byHand }),
  /** To an offered call. */
  'booths.answerCall': command({
    who: learners,
    request: byCall.extend({ accept: z.boolean() }),
    reply: call,
    rate: byHand,
  }),
  'booths.slots': command({
    who: learners,
    request: byBooth,
    reply: z.object({ slots: z.array(slot) }),
    rate: byPage,
  }),
  /** `slot_taken` where somebody was faster. */
  'booths.book': command({
    who: learners,
    request: byBooth.extend({ slot: instant }),
    reply: ownBooking,
    rate: byHand,
  }),
  /** Those to come, at all booths. */
  'booths.myBookings': command({
    who: learners,
    request: nothing,
    reply: z.object({ bookings: z.array(ownBooking) }),
    rate: byPage,
  }),
  'booths.consent': command({
    who: learners,
    request: byBooth.extend({ consentId: createdId, consent }),
    reply: receipt,
    rate: byHand,
  }),
  /** Some fields, or without `fields` all. What is not live is withdrawn already. Works from anywhere, also of a closed booth. */
  'booths.withdrawConsent': command({
    who: learners,
    request: byBooth.extend({
      consentId: createdId,
      fields: list(leadField, leadFields.length, 1).optional(),
    }),
    reply: givenConsent,
    rate: byHand,
  }),
  'booths.myConsents': command({
    who: learners,
    request: nothing,
    reply: z.object({ consents: z.array(givenConsent) }),
    rate: byPage,
    large: true,
  }),

  // In a call, on both sides. Its media then goes by the `stage.*` commands of the peer.
  /** As a presenter of the stage `callStageId(callId)`, on stage at once. Answers what `stage.present` does. */
  'booths.joinCall': command({
    who: roles,
    request: byCall.extend({ rtpCapabilities }),
    reply: joined,
    rate: { points: 30, seconds: 10 },
  }),
  /** The visitor, or the last of the staff, ends it so. */
  'booths.leaveCall': command({ who: roles, request: byCall, reply: done, rate: byHand }),
  'booths.endCall': command({ who: roles, request: byCall, reply: call, rate: byHand }),
  /** A visitor's own, or any of one's booth. */
  'booths.cancelBooking': command({
    who: roles,
    request: byBooth.extend({ slot: instant }),
    reply: done,
    rate: byHand,
  }),

  // The desk, for the staff of the booth.
  /** The booth one works for; `not_found` before the organiser has made it. */
  'booths.myBooth': command({ who: staff, request: nothing, reply: boothSettings, rate: byPage }),
  /** Takes one's place, `available` unless one is there already; `booths.desk` events follow, for as long as `booths.beat` does. */
  'booths.desk': command({ who: staff, request: byBooth, reply: desk, rate: byVisit, large: true }),
  'booths.leaveDesk': command({ who: staff, request: byBooth, reply: done, rate: byPage }),
  'booths.setState': command({
    who: staff,
    request: byBooth.extend({ state: staffState }),
    reply: presentStaff,
    rate: byHand,
  }),
  /** The first gets it; for the others it is `call_taken`, with `details.staff` who has it. */
  'booths.acceptCall': command({ who: staff, request: byCall, reply: call, rate: byHand }),
  /** Asks a visitor who is there. */
  'booths.offerCall': command({ who: staff, request: byVisitor, reply: call, rate: byHand }),
  /** A missed request has been seen to. */
  'booths.settleCall': command({ who: staff, request: byCall, reply: call, rate: byHand }),
  'booths.chat': command({
    who: staff,
    request: byVisitor.extend({ before: seq.optional() }),
    reply: chat,
    rate: byPage,
    large: true,
  }),
  /** Takes the chat where nobody looks after it. */
  'booths.reply': command({
    who: staff,
    request: byVisitor.extend(words),
    reply: chatMessage,
    rate: byHand,
  }),
  'booths.seenByStaff': command({
    who: staff,
    request: byVisitor.extend({ seq }),
    reply: done,
    rate: byPage,
  }),
  /** Takes a chat, hands it to a colleague, or lets go of it. `from` is who had it on the maker's page; `stale` otherwise. */
  'booths.assignChat': command({
    who: staff,
    request: byVisitor.extend({ from: id.nullable(), to: id.nullable() }),
    reply: chat,
    rate: byHand,
  }),
  'booths.leads': command({ who: staff, request: byBooth, reply: leads, rate: byVisit, large: true }),
  'booths.annotateLead': command({
    who: staff,
    request: byVisitor.extend(leadNotes.shape),
    reply: lead,
    rate: byHand,
  }),

  // What a booth says of itself. `version` is the one its editor saw; `stale` otherwise.
  /** Staff may change what is `editable`, organisers everything. */
  'booths.edit': command({
    who: editors,
    request: byBooth.extend({ version, content: boothContent.partial() }),
    reply: boothSettings,
    rate: byHand,
  }),
  'booths.removeFile': command({
    who: editors,
    request: byBooth.extend({ fileId: id }),
    reply: boothSettings,
    rate: byHand,
  }),

  // The organiser.
  'booths.manage': command({
    who: organisers,
    request: nothing,
    reply: z.object({ booths: z.array(managedBooth) }),
    rate: byVisit,
    large: true,
  }),
  'booths.create': command({
    who: organisers,
    request: z.strictObject({
      boothId: createdId,
      exhibitorId: id,
      content: boothContent,
      editable: list(boothField, boothFields.length),
    }),
    reply: boothSettings,
    rate: byHand,
  }),
  /** Opens or closes it, and says what its staff may edit. */
  'booths.permit': command({
    who: organisers,
    request: byBooth.extend({ version, open: z.boolean(), editable: list(boothField, boothFields.length) }),
    reply: boothSettings,
    rate: byHand,
  }),
  /** Makes an account for somebody of the exhibitor; the link is theirs alone. */
  'booths.inviteStaff': command({
    who: organisers,
    request: byBooth.extend({ staffId: createdId, name: text(nameMax) }),
    reply: z.object({ staffId: id, name: z.string(), link: z.string() }),
    rate: byHand,
  }),
}

/** Files up and down, and the leads as a table. */
export const boothRoutes = {
  'booths.leadsFile': route({
    method: 'GET',
    path: '/api/booths/:boothId/leads.csv',
    summary: 'The booth’s leads as a table: the fields with a live consent.',
    who: staff,
    params: { boothId: id },
    reply: files('text/csv'),
  }),
  'booths.file': route({
    method: 'GET',
    path: '/api/booths/:boothId/files/:fileId',
    summary: 'A document or image of a booth.',
    who: roles,
    params: { boothId: id, fileId: id },
    reply: files(...fileTypes),
  }),
  'booths.upload': route({
    method: 'POST',
    path: '/api/booths/:boothId/files',
    summary: 'Adds a document or an image to a booth.',
    who: editors,
    params: { boothId: id },
    query: uploadQuery,
    body: files('application/octet-stream'),
    reply: boothSettings,
    status: 201,
    rate: { points: 60, seconds: 60, byAddress: true },
  }),
}

export interface BoothEvents {
  /** To all of a person's devices: they have entered the hall on one, or left it. */
  'booths.inHall': (event: { inside: boolean }) => void
  /** To everybody in the hall: a booth has opened, closed, changed its front, is staffed now or is not any more. */
  'booths.summary': (event: { booth: BoothSummary }) => void
  /** To the booth's visitors and desk: what it says has changed. */
  'booths.changed': (event: { booth: Booth }) => void
  /** To the booth's visitors: who is there. */
  'booths.staff': (event: { boothId: string; staff: PresentStaff[] }) => void
  /** To whoever is at the booth by more than one page, when one of these has gone: give a sign of life at once, by `booths.beat`. */
  'booths.beat': (event: { boothId: string }) => void
  /** To the chat's visitor and the desk. */
  'booths.said': (event: { boothId: string; visitorId: string; message: ChatMessage }) => void
  'booths.seen': (event: { boothId: string; visitorId: string; by: 'visitor' | 'staff'; seq: number }) => void
  'booths.assigned': (event: { boothId: string; visitorId: string; assignee: StaffMember | null }) => void
  /** To its visitor: what has become of a call, or its place in the queue. The desk has it in `booths.desk`. */
  'booths.call': (event: { call: Call }) => void
  /** To its visitor: the staff have cancelled it, or it was made or cancelled on another device. */
  'booths.booking': (event: { boothId: string; slot: number; booked: boolean }) => void
  /** To the desk: the parts that have changed; at most two a second. */
  'booths.desk': (event: { boothId: string } & Partial<DeskParts>) => void
  /** To the desk: a lead has come or changed. What it does not have any more is gone at once, from what is shown elsewhere too. */
  'booths.lead': (event: {
    boothId: string
    visitorId: string
    lead: Lead | null
    withdrawn: Withdrawal | null
  }) => void
}
