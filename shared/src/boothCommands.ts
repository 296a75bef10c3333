// The commands and events of the exhibit hall. A person visits as a learner, or staffs the booth of the
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
  hall,
  managedBooth,
  managedStaff,
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
import { chatMessageMax, nameMax, staffMax } from './limits.ts'
import { mailAddress } from './mailAddress.ts'
import { rtpCapabilities } from './media.ts'
import { roles } from './roles.ts'
import { declareRoutes, files } from './route.ts'
import { joined } from './stage.ts'
import { list, text } from './text.ts'
import { fileTypes } from './uploads.ts'

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
  // The hall. Entering stops the credit clock on all of the person's devices until they leave.
  'booths.inHall': command({
    who: learners,
    request: nothing,
    reply: z.object({ inside: z.boolean() }),
    rate: byPage,
  }),
  /** Repeatable: a page reloaded inside the hall sends it to get the hall's state. */
  'booths.enterHall': command({ who: learners, request: nothing, reply: hall, rate: byVisit, large: true }),
  /** Also leaves all booths: a ringing call is missed, an active one ends. */
  'booths.leaveHall': command({ who: learners, request: nothing, reply: done, rate: byHand }),

  // Sent at a booth by its visitor.
  /** The visitor counts as there while `booths.beat` follows. Sent again after a reconnect. */
  'booths.visit': command({ who: learners, request: byBooth, reply: boothVisit, rate: byVisit, large: true }),
  'booths.leaveBooth': command({ who: learners, request: byBooth, reply: done, rate: byPage }),
  /** A sign of life of visitors and staff, every `beatEveryMs`. `conflict`: no longer there, visit again. */
  'booths.beat': command({ who: roles, request: byBooth, reply: done, rate: byPage }),
  'booths.say': command({ who: learners, request: byBooth.extend(words), reply: chatMessage, rate: byHand }),
  'booths.myChat': command({
    who: learners,
    request: byBooth.extend({ before: seq.optional() }),
    reply: chat,
    rate: byPage,
    large: true,
  }),
  /** All messages up to this one were shown. */
  'booths.seen': command({ who: learners, request: byBooth.extend({ seq }), reply: done, rate: byPage }),
  /** `missed` at once if no staff are there: they answer later. Repeating it returns the same call. */
  'booths.requestCall': command({ who: learners, request: byBooth, reply: call, rate: byHand }),
  'booths.cancelCall': command({ who: learners, request: byCall, reply: call, rate: byHand }),
  /** Answers an offered call. */
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
  /** `slot_taken` if someone else booked it first. */
  'booths.book': command({
    who: learners,
    request: byBooth.extend({ slot: instant }),
    reply: ownBooking,
    rate: byHand,
  }),
  /** Upcoming bookings at all booths. */
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
  /** Withdraws some fields, or all without `fields`. Works from anywhere, even if the booth is closed. */
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

  // In a call, on both sides. Its media then uses the peer's `stage.*` commands.
  /**
   * Joins as a presenter of the stage `callStageId(callId)`, on stage at once. Replies like `stage.present`.
   */
  'booths.joinCall': command({
    who: roles,
    request: byCall.extend({ rtpCapabilities }),
    reply: joined,
    rate: { points: 30, seconds: 10 },
  }),
  /** The call ends when the visitor or the last of the staff leaves. */
  'booths.leaveCall': command({ who: roles, request: byCall, reply: done, rate: byHand }),
  'booths.endCall': command({ who: roles, request: byCall, reply: call, rate: byHand }),
  /** The visitor's own, or any at one's own booth. */
  'booths.cancelBooking': command({
    who: roles,
    request: byBooth.extend({ slot: instant }),
    reply: done,
    rate: byHand,
  }),

  // The desk, for the booth's staff.
  /** The booth one works for; `not_found` until the organiser has created it. */
  'booths.myBooth': command({ who: staff, request: nothing, reply: boothSettings, rate: byPage }),
  /**
   * Takes a place at the desk (`available` unless already there). `booths.desk` events follow while
   * `booths.beat` does.
   */
  'booths.desk': command({ who: staff, request: byBooth, reply: desk, rate: byVisit, large: true }),
  'booths.leaveDesk': command({ who: staff, request: byBooth, reply: done, rate: byPage }),
  'booths.setState': command({
    who: staff,
    request: byBooth.extend({ state: staffState }),
    reply: presentStaff,
    rate: byHand,
  }),
  /** The first to accept gets the call; others get `call_taken`, with who has it in `details.staff`. */
  'booths.acceptCall': command({ who: staff, request: byCall, reply: call, rate: byHand }),
  /** Offers a call to a visitor who is there. */
  'booths.offerCall': command({ who: staff, request: byVisitor, reply: call, rate: byHand }),
  /** Marks a missed request as handled. */
  'booths.settleCall': command({ who: staff, request: byCall, reply: call, rate: byHand }),
  'booths.chat': command({
    who: staff,
    request: byVisitor.extend({ before: seq.optional() }),
    reply: chat,
    rate: byPage,
    large: true,
  }),
  /** Also takes the chat if it has no assignee. */
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
  /**
   * Takes a chat, hands it to a colleague or releases it. `from`: the assignee on the sender's page; `stale`
   * if it differs.
   */
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

  // A booth's content. `version` is the one the editor saw; `stale` if it has changed.
  /** Staff may change the `editable` fields, organisers all. */
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

  // For the organiser.
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
  /** Opens or closes it, and sets what its staff may edit. */
  'booths.permit': command({
    who: organisers,
    request: byBooth.extend({ version, open: z.boolean(), editable: list(boothField, boothFields.length) }),
    reply: boothSettings,
    rate: byHand,
  }),
  /**
   * Creates an account for a staff member of the exhibitor. With a mail address they are invited by mail;
   * else the reply has their personal link.
   */
  'booths.inviteStaff': command({
    who: organisers,
    request: byBooth.extend({ staffId: createdId, name: text(nameMax), email: mailAddress.exactOptional() }),
    reply: z.object({ staffId: id, name: z.string(), link: z.string().nullable() }),
    rate: byHand,
  }),
  /**
   * Invites members of staff by mail, each once. An invitation that failed, or of which nobody knows whether
   * it arrived, is sent again. Returns all of the booth's staff.
   */
  'booths.mailStaff': command({
    who: organisers,
    request: byBooth.extend({ staffIds: list(id, staffMax, 1) }),
    reply: z.object({ staff: z.array(managedStaff) }),
    rate: byHand,
  }),
  /** The link of an invitation that could not be mailed, to be passed on by hand. */
  'booths.staffLink': command({
    who: organisers,
    request: byBooth.extend({ staffId: id }),
    reply: z.object({ link: z.string() }),
    rate: byHand,
  }),
}

/** Uploaded files, and the leads as a table. */
export const boothRoutes = declareRoutes({
  'booths.leadsFile': {
    summary: 'The booth’s leads as a table: the fields with a live consent.',
    who: staff,
    params: { boothId: id },
    reply: files('text/csv'),
  },
  'booths.file': {
    summary: 'A document or image of a booth.',
    who: roles,
    params: { boothId: id, fileId: id },
    reply: files(...fileTypes),
  },
  'booths.upload': {
    summary: 'Adds a document or an image to a booth.',
    who: editors,
    params: { boothId: id },
    query: uploadQuery,
    body: files('application/octet-stream'),
    reply: boothSettings,
    status: 201,
    rate: { points: 60, seconds: 60, byAddress: true },
  },
})

export interface BoothEvents {
  /** To all of a person's devices, when one of them enters or leaves the hall. */
  'booths.inHall': (event: { inside: boolean }) => void
  /**
   * To everyone in the hall, when a booth opens, closes, changes its summary, or gains or loses its staff.
   */
  'booths.summary': (event: { booth: BoothSummary }) => void
  /** To the booth's visitors and desk, when its content changes. */
  'booths.changed': (event: { booth: Booth }) => void
  /** To the booth's visitors: which staff are there. */
  'booths.staff': (event: { boothId: string; staff: PresentStaff[] }) => void
  /** To a person's other pages at the booth when one page has gone: send `booths.beat` at once. */
  'booths.beat': (event: { boothId: string }) => void
  /** To the chat's visitor and the desk. */
  'booths.said': (event: { boothId: string; visitorId: string; message: ChatMessage }) => void
  'booths.seen': (event: { boothId: string; visitorId: string; by: 'visitor' | 'staff'; seq: number }) => void
  'booths.assigned': (event: { boothId: string; visitorId: string; assignee: StaffMember | null }) => void
  /** To the visitor: a call's new state or place in the queue. The desk gets it in `booths.desk`. */
  'booths.call': (event: { call: Call }) => void
  /** To the visitor: cancelled by the staff, or made or cancelled on another device. */
  'booths.booking': (event: { boothId: string; slot: number; booked: boolean }) => void
  /** To the desk: the changed parts, at most twice a second. */
  'booths.desk': (event: { boothId: string } & Partial<DeskParts>) => void
  /** To the desk: a new or changed lead. Fields it no longer contains disappear everywhere at once. */
  'booths.lead': (event: {
    boothId: string
    visitorId: string
    lead: Lead | null
    withdrawn: Withdrawal | null
  }) => void
}
