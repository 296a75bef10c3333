// Plans made by operators and the office: people, sessions, activities. An omitted field keeps its value; a
// new person, session or activity needs all required fields. Unknown fields are refused, so that a misspelt
// one is noticed.
import { z } from 'zod'
import { invited, linkId, linkRequest, person, profession } from './accounts.ts'
import { conference, conferencePlan } from './conferences.ts'
import { activity, designation } from './credit.ts'
import { id, instant } from './ids.ts'
import {
  affiliationMax,
  credentialsMax,
  nameMax,
  printedNameMax,
  summaryMax,
  titleMax,
  trackMax,
} from './limits.ts'
import { mailAddressOrNone } from './mailAddress.ts'
import { disclosure, session } from './program.ts'
import { role, roles } from './roles.ts'
import { declareRoutes, done } from './route.ts'
import { sessionKinds } from './sessionKinds.ts'
import { bounded, list, text, textOrNone } from './text.ts'

/** A time in ms since the epoch, or in ISO 8601 with an offset or Z. */
const time = z.preprocess((given) => {
  if (typeof given !== 'string' || given.length > 40) return given
  const parsed = z.iso.datetime({ offset: true }).safeParse(given)
  return parsed.success ? Date.parse(parsed.data) : given
}, z.number('a time like 2026-11-28T22:30:00+01:00, or milliseconds since 1970').pipe(instant))

export const personPlan = z.strictObject({
  /** The id of an existing person, to change them; optional for a new one. */
  id: id.exactOptional(),
  name: text(nameMax).exactOptional(),
  /** Instead of `name`: how it divides. */
  givenName: textOrNone(nameMax).exactOptional(),
  familyName: text(nameMax).exactOptional(),
  /** What certificates print; null: the name with the credentials. */
  printedName: text(printedNameMax).nullable().exactOptional(),
  credentials: textOrNone(credentialsMax).exactOptional(),
  affiliation: textOrNone(affiliationMax).exactOptional(),
  /** Empty: none. */
  email: mailAddressOrNone.exactOptional(),
  /** Somebody else uses this mail address, too. */
  sharedEmail: z.boolean().exactOptional(),
  profession: profession.exactOptional(),
  roles: list(role, roles.length, 1).exactOptional(),
  /** The company whose booth an exhibitor staffs; null: none. */
  exhibitorId: id.nullable().exactOptional(),
  /** A different person with the same name. */
  sameName: z.boolean().exactOptional(),
  linkId,
})
export type PersonPlan = z.output<typeof personPlan>

/** A person by id, who supplies the words to show that are omitted; the id alone will do. */
export const facultyWords = z.strictObject({
  personId: id,
  name: text(nameMax).exactOptional(),
  credentials: textOrNone(credentialsMax).exactOptional(),
  affiliation: textOrNone(affiliationMax).exactOptional(),
})
export const byIdAlone = (given: unknown): unknown =>
  typeof given === 'string' ? { personId: given } : given

/** An omitted disclosure stays. */
const facultyPlan = z.preprocess(
  byIdAlone,
  facultyWords.extend({
    /** null: no longer on file. Of no effect for a person who has signed a form. */
    disclosure: disclosure.omit({ expiresAt: true }).nullable().exactOptional(),
  }),
)
export type FacultyPlan = z.output<typeof facultyPlan>

export const sessionPlan = z.strictObject({
  id,
  title: text(titleMax).exactOptional(),
  summary: textOrNone(summaryMax, { lines: true }).exactOptional(),
  kind: z.enum(sessionKinds).exactOptional(),
  startsAt: time.exactOptional(),
  endsAt: time.exactOptional(),
  track: textOrNone(trackMax).exactOptional(),
  speakers: list(facultyPlan, 50).exactOptional(),
  moderators: list(facultyPlan, 50).exactOptional(),
  planners: list(facultyPlan, 50).exactOptional(),
  support: session.shape.support,
  objectives: session.shape.objectives,
  languages: session.shape.languages,
  /** null: not part of an activity. */
  activityId: id.nullable().exactOptional(),
  /** All ignored; a plan may be sent back as it was received. */
  version: session.shape.version,
  status: session.shape.status,
  approval: session.shape.approval,
  changed: session.shape.changed,
  series: session.shape.series,
  exemption: session.shape.exemption,
  conferenceId: id.exactOptional(),
})
export type SessionPlan = z.output<typeof sessionPlan>

const designationPlan = designation.extend({
  /** Looked up among the policies; a refusal lists their ids. */
  policyId: bounded(64),
  designatedAt: time,
})

/** Without a provider, the installation's is used; its conference is that of the request. */
const { place, number, test } = activity.shape
export const activityPlan = activity
  .extend({
    // Without their defaults, which would clear omitted fields.
    place: place.unwrap(),
    number: number.unwrap(),
    test: test.unwrap(),
    designations: list(designationPlan, 12, 1),
  })
  .partial()
  .required({ id: true })
export type ActivityPlan = z.output<typeof activityPlan>

/** The fields that a page changes, as it has seen them; one that was absent is left out. */
const seenActivity = activityPlan.omit({ id: true })
export type SeenActivity = z.output<typeof seenActivity>

/** For scripts with the operator token; without a token these routes do not exist. */
export const operatorRoutes = declareRoutes({
  'operator.conference': {
    summary: 'The conference.',
    who: 'operator',
    reply: conference,
  },
  'operator.planConference': {
    summary: 'Renames the conference, or moves it to another time zone.',
    who: 'operator',
    body: conferencePlan,
    reply: conference,
  },
  'operator.people': {
    summary: 'Everybody at the conference.',
    who: 'operator',
    reply: z.object({ people: z.array(person) }),
  },
  'operator.person': {
    summary: 'One person.',
    who: 'operator',
    params: { personId: id },
    reply: person,
  },
  'operator.planPerson': {
    summary: 'Makes or changes a person; answers a new personal link.',
    who: 'operator',
    body: personPlan,
    reply: invited,
    status: 201,
  },
  'operator.removePerson': {
    summary:
      'Takes a person on whom nobody relies out of the conference; deletes them if they are in no other.',
    who: 'operator',
    params: { personId: id },
    reply: done,
  },
  'operator.makeLink': {
    summary: 'Makes a new personal link.',
    who: 'operator',
    body: linkRequest,
    reply: invited,
    status: 201,
  },
  'operator.sessions': {
    summary: 'Every session, as planned.',
    who: 'operator',
    reply: z.object({ sessions: z.array(session) }),
  },
  'operator.session': {
    summary: 'One session, as planned.',
    who: 'operator',
    params: { sessionId: id },
    reply: session,
  },
  'operator.planSession': {
    summary: 'Makes or changes a session.',
    who: 'operator',
    body: sessionPlan,
    reply: session,
    status: 201,
  },
  'operator.approveSession': {
    summary: 'Approves a session of which nothing is missing.',
    who: 'operator',
    params: { sessionId: id },
    reply: session,
  },
  'operator.removeSession': {
    summary: 'Deletes a session before it goes live.',
    who: 'operator',
    params: { sessionId: id },
    reply: done,
  },
  'operator.activities': {
    summary: 'Every accredited activity.',
    who: 'operator',
    reply: z.object({ activities: z.array(activity) }),
  },
  'operator.activity': {
    summary: 'One accredited activity.',
    who: 'operator',
    params: { activityId: id },
    reply: activity,
  },
  'operator.planActivity': {
    summary: 'Makes or changes an accredited activity.',
    who: 'operator',
    body: activityPlan,
    reply: activity,
    status: 201,
  },
  'operator.removeActivity': {
    summary: 'Deletes an activity of which no session is part.',
    who: 'operator',
    params: { activityId: id },
    reply: done,
  },
})

/** The same in the browser, for the CE office. */
export const activityRoutes = declareRoutes({
  'activities.plan': {
    summary: 'Makes or changes an accredited activity.',
    who: ['office'],
    /** With `seen`, what somebody else has changed meanwhile is refused as stale. */
    body: activityPlan.extend({ seen: seenActivity.exactOptional() }),
    reply: activity,
    rate: { points: 60, seconds: 60 },
  },
  'activities.remove': {
    summary: 'Deletes an activity of which no session is part.',
    who: ['office'],
    params: { activityId: id },
    reply: done,
  },
})
