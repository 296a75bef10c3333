// The disclosure form of everyone in control of content (ACCME Standard 3), and what the CE office decides
// about each relationship. The form is the person's own, for all conferences; a decision is about one part in
// one session. Rules: `disclosureRules.ts`.
import { z } from 'zod'
import { disclosures as shownDisclosures } from './attendance.ts'
import { createdId, day, id, instant } from './ids.ts'
import { nameMax, relationshipsMax } from './limits.ts'
import { declareRoutes, done } from './route.ts'
import { plainWords } from './support.ts'
import { bounded, list, text, textOrNone } from './text.ts'

/** What a person may do for an activity that gives them control of its content. */
export const controlRoles = [
  'planner',
  'faculty',
  'moderator',
  'author',
  'reviewer',
  'staff',
  'other',
] as const
export type ControlRole = (typeof controlRoles)[number]

/** The closed list of kinds of relationship. */
export const natures = [
  'employee',
  'researcher',
  'consultant',
  'advisor',
  'speaker',
  'contractor',
  'royalties',
  'executive',
  'ownership',
] as const
export type Nature = (typeof natures)[number]

/** With an ineligible company, in the last 24 months, of any amount. */
export const disclosedRelationship = z.strictObject({
  company: plainWords(120),
  nature: z.enum(natures),
  /** Of an ownership interest: individual stocks or options of a publicly traded company. */
  isTraded: z.boolean().default(false),
  /** Its last day; null while it lasts. */
  endedOn: day.nullable().default(null),
})
export type DisclosedRelationship = z.output<typeof disclosedRelationship>

/** The version of the definitions and the attestation shown on the form. */
export const formWording = '2026-11'

export const signRequest = z.strictObject({
  actId: createdId,
  /** What the page has seen: `revision` of the reply. */
  revision: z.number().int().nonnegative(),
  roles: list(z.enum(controlRoles), controlRoles.length, 1),
  relationships: list(disclosedRelationship, relationshipsMax),
  /** Says so expressly: an empty list alone might be an oversight. */
  hasNone: z.boolean(),
  /** The attestation was ticked. */
  attests: z.literal(true),
  /** The typed name. */
  signature: text(nameMax, { min: 2 }),
})
export type SignRequest = z.output<typeof signRequest>

/** As far as it is written: nothing in it needs to be complete. */
export const formDraft = z.strictObject({
  roles: list(z.enum(controlRoles), controlRoles.length),
  relationships: list(
    z.strictObject({
      company: textOrNone(120),
      nature: z.enum(natures).nullable(),
      isTraded: z.boolean(),
      endedOn: bounded(10).nullable(),
    }),
    relationshipsMax,
  ),
  hasNone: z.boolean(),
})
export type DisclosureDraft = z.output<typeof formDraft>

const signedForm = z.object({
  roles: z.array(z.enum(controlRoles)),
  relationships: z.array(disclosedRelationship),
  wording: z.string(),
  signature: z.string(),
  signedAt: instant,
  validUntil: instant,
})
export type SignedForm = z.output<typeof signedForm>

/** How a relevant relationship of a planner is mitigated, and of faculty (speakers and moderators). */
export const mitigations = {
  planner: ['recuse', 'reassign', 'second_planner', 'divest', 'peer_review', 'other'],
  faculty: ['divest', 'recuse', 'peer_review', 'attest', 'remove_recommendations', 'other'],
} as const
export const mitigationSteps = [...new Set([...mitigations.planner, ...mitigations.faculty])] as const
export type MitigationStep = (typeof mitigationSteps)[number]

/** What the office decides about one relationship. */
const decision = z.strictObject({
  /** Whether the content relates to the company's business. */
  relevant: z.boolean(),
  /** Why an owner or employee may take part; see `Resolution`. */
  exception: z.enum(['a', 'b', 'c']).nullable().default(null),
  mitigation: z.enum(mitigationSteps).nullable().default(null),
  /** More about the mitigation; what was done, if it is `other`. */
  details: z.union([z.literal(''), plainWords(200)]).default(''),
})
export type Decision = z.output<typeof decision>

const parts = z.enum(['speaker', 'moderator', 'planner'])
const partOf = z.strictObject({ sessionId: id, part: parts })
export type PartOf = z.output<typeof partOf>

/** Identifies a relationship: its company, nature, and whether it has ended. */
const relationshipKey = bounded(200)

export const decideRequest = z.strictObject({
  actId: createdId,
  /** What the page has seen: a newer form or decision makes it stale. */
  revision: z.number().int().nonnegative(),
  relationship: relationshipKey,
  /** The parts that this is decided for. */
  parts: list(partOf, 100, 1),
  decision,
})
export type DecideRequest = z.output<typeof decideRequest>

/**
 * Where a person's part stands. `excluded`: an owner or employee without an exception; `expires`: the form
 * does not hold until the session starts.
 */
export const partStates = [
  'missing',
  'withdrawn',
  'expired',
  'excluded',
  'undecided',
  'expires',
  'cleared',
] as const
export type PartState = (typeof partStates)[number]

const partStanding = partOf.extend({
  title: z.string(),
  startsAt: instant,
  state: z.enum(partStates),
})
export type PartStanding = z.output<typeof partStanding>

const asked = z.object({ at: instant })

/** A person's own form. */
const ownDisclosure = z.object({
  revision: z.number().int(),
  form: signedForm.nullable(),
  withdrawnAt: instant.nullable(),
  draft: formDraft.nullable(),
  asked: asked.nullable(),
  parts: z.array(partStanding),
  /** The server's clock. */
  now: instant,
})
export type OwnDisclosure = z.output<typeof ownDisclosure>

/** Without relationships and decisions, which are the office's. */
const personStates = z.object({
  personId: id,
  name: z.string(),
  asked: asked.nullable(),
  hasDraft: z.boolean(),
  /** Until when the form holds; null without one. */
  validUntil: instant.nullable(),
  parts: z.array(partStanding),
})
export type PersonStates = z.output<typeof personStates>

const decidedOn = decision.extend({
  byName: z.string(),
  at: instant,
  /** It was recorded only after the person's part had begun. */
  isLate: z.boolean(),
})

/** One relationship as the office sees it, with its decision for each part. */
const officeRelationship = disclosedRelationship.extend({
  key: relationshipKey,
  /** As learners read it. */
  words: z.string(),
  isExcluding: z.boolean(),
  decisions: z.array(partOf.extend({ decided: decidedOn })),
})
export type OfficeRelationship = z.output<typeof officeRelationship>

const officePerson = personStates.extend({
  credentials: z.string(),
  revision: z.number().int(),
  form: signedForm.nullable(),
  /** How many forms they have signed. */
  versions: z.number().int(),
  withdrawnAt: instant.nullable(),
  relationships: z.array(officeRelationship),
})
export type OfficeDisclosure = z.output<typeof officePerson>

/** Everyone who may come to control content. Exhibitors never do. */
const people = ['clinician', 'speaker', 'moderator', 'organiser'] as const
const organisers = ['organiser'] as const
const office = ['office'] as const
/** Drafts are saved while the person writes. */
const writing = { points: 60, seconds: 30, pool: 'disclosure-writing' } as const
const deciding = { points: 60, seconds: 30, pool: 'disclosure-office' } as const

/**
 * What became of a request for a form. `listed`: there is no mail server, so the CE office passes its link
 * on. `no_address`: the person has none. `already`: another one went out today.
 */
const askDelivery = z.enum(['mailed', 'listed', 'no_address', 'already'])
export type AskDelivery = z.infer<typeof askDelivery>

export const disclosureRoutes = declareRoutes({
  'disclosures.mine': {
    summary: 'Your disclosure form, and where your parts in sessions stand.',
    who: people,
    reply: ownDisclosure,
  },
  'disclosures.saveDraft': {
    summary: 'Saves your disclosure form without signing it.',
    who: people,
    body: formDraft,
    reply: done,
    rate: writing,
  },
  'disclosures.sign': {
    summary: 'Signs your disclosure form.',
    who: people,
    body: signRequest,
    reply: ownDisclosure,
    status: 201,
    rate: { points: 10, seconds: 60 },
  },
  'disclosures.withdraw': {
    summary: 'Withdraws your disclosure form. Your parts in sessions are no longer cleared.',
    who: people,
    body: z.strictObject({ actId: createdId, revision: z.number().int().nonnegative() }),
    reply: ownDisclosure,
    rate: { points: 10, seconds: 60 },
  },
  'disclosures.states': {
    summary: 'Whether each person in control of content is cleared, without their relationships.',
    who: organisers,
    reply: z.object({ people: z.array(personStates) }),
  },
  'disclosures.queue': {
    summary: 'The forms of everyone in control of content, with what is decided.',
    who: office,
    reply: z.object({ people: z.array(officePerson) }),
  },
  'disclosures.decide': {
    summary: 'Decides about one relationship of somebody, for one or more of their parts.',
    who: office,
    params: { personId: id },
    body: decideRequest,
    reply: officePerson,
    status: 201,
    rate: deciding,
  },
  'disclosures.ask': {
    summary: 'Asks somebody for their form, by mail where there is a mail server.',
    who: organisers,
    params: { personId: id },
    /**
     * `link`: for the office to pass on where no mail goes out. Null for organisers, since it signs in with
     * all rights of its owner, at every conference. `delivery`: absent beside a link.
     */
    reply: z.object({
      link: z.string().nullable(),
      at: instant,
      delivery: askDelivery.exactOptional(),
    }),
    status: 201,
    rate: deciding,
  },
  'disclosures.preview': {
    summary: 'What learners of a session see and confirm, as things stand.',
    who: organisers,
    params: { sessionId: id },
    reply: shownDisclosures,
  },
})
