// The example conference of a first start: enough to try every role.
import type { Person } from '@lectern/shared/accounts'
import type { Conference } from '@lectern/shared/conferences'
import { AppError } from '@lectern/shared/errors'
import { pollDraft } from '@lectern/shared/polls'
import type { Faculty, Relationship, Session } from '@lectern/shared/program'
import type { Role } from '@lectern/shared/roles'
import { dayOf } from '@lectern/shared/zoneTime'
import type { z } from 'zod'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import { exampleToken, linkDays } from '../accounts/linksStore.ts'
import type { BoothsStore } from '../booths/boothsStore.ts'
import type { ActivityPlans } from '../credit/activityPlans.ts'
import type { PollsStore } from '../polls/pollsStore.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { Agreeing } from '../support/agreeing.ts'
import { seededActivities } from './seededActivities.ts'
import { seededBooths } from './seededBooths.ts'

const minute = 60_000
const day = 24 * 60 * minute

type SeededPerson = Pick<Person, 'id' | 'name' | 'roles'> &
  Partial<Omit<Person, 'exhibitorId'>> & { exhibitorId?: string }

const seededPeople: SeededPerson[] = [
  {
    id: 'clara',
    name: 'Clara Nwosu',
    credentials: 'MD',
    affiliation: 'Riverside General',
    profession: 'physician',
    roles: ['clinician'],
  },
  {
    id: 'noah',
    name: 'Noah Brandt',
    credentials: 'RN',
    affiliation: 'Northfield Clinic',
    profession: 'nurse',
    roles: ['clinician'],
  },
  {
    id: 'shah',
    name: 'Priya Shah',
    credentials: 'PharmD',
    affiliation: 'Riverside General',
    profession: 'pharmacist',
    roles: ['clinician'],
  },
  {
    id: 'okafor',
    name: 'Adaeze Okafor',
    credentials: 'MD, FACC',
    affiliation: 'University Heart Centre',
    profession: 'physician',
    roles: ['speaker', 'clinician'],
  },
  {
    id: 'lindqvist',
    name: 'Maja Lindqvist',
    credentials: 'MD, PhD',
    affiliation: 'Karlberg Hospital',
    profession: 'physician',
    roles: ['speaker', 'clinician'],
  },
  {
    id: 'moreau',
    name: 'Luc Moreau',
    credentials: 'MD',
    affiliation: 'St Anne Hospital',
    profession: 'physician',
    roles: ['moderator', 'clinician'],
  },
  {
    id: 'ellis',
    name: 'Sam Ellis',
    affiliation: 'Meridian Imaging',
    roles: ['exhibitor'],
    exhibitorId: 'meridian',
  },
  {
    id: 'park',
    name: 'Jun Park',
    affiliation: 'Meridian Imaging',
    roles: ['exhibitor'],
    exhibitorId: 'meridian',
  },
  { id: 'ito', name: 'Hana Ito', affiliation: 'CE office', roles: ['office'] },
]

/** The person whose link `npm start` prints for each role. The office organises every conference. */
const seededLinks: { role: Role; personId: string }[] = [
  { role: 'clinician', personId: 'clara' },
  { role: 'speaker', personId: 'okafor' },
  { role: 'moderator', personId: 'moreau' },
  { role: 'exhibitor', personId: 'ellis' },
  { role: 'organiser', personId: 'ito' },
]

const conference: Conference = {
  id: 'cardiology',
  title: 'Cardiology Update 2026',
  timeZone: 'Europe/Berlin',
  isExample: true,
}

/**
 * Disclosures of faculty, and the CE office's decisions on
 * them; faculty not named here have nothing to disclose.
 */
const relationshipsOf = (personId: string, decidedAt: number): Relationship[] =>
  personId === 'lindqvist'
    ? [
        {
          company: 'Norrland Cardio Devices',
          nature: 'Speaker fee',
          resolution: {
            relevant: true,
            step: 'A reviewer without relationships has read the slides and found them balanced.',
            decidedBy: 'Hana Ito',
            decidedAt,
          },
        },
      ]
    : []

const facultyOf = (clearedAt: number, ...ids: string[]): Faculty[] =>
  ids.map((personId) => {
    const {
      name,
      credentials = '',
      affiliation = '',
    } = seededPeople.find((person) => person.id === personId)!
    const disclosure = { clearedAt, relationships: relationshipsOf(personId, clearedAt) }
    return { personId, name, credentials, affiliation, disclosure }
  })

/** The next full five minutes, so that the agenda looks natural. */
const startAfter = (now: number): number => Math.ceil(now / (5 * minute)) * 5 * minute

function seededSessions(now: number): Session[] {
  const start = startAfter(now)
  const cleared = now - day
  return [
    {
      id: 'heart-failure',
      title: 'Heart failure in 2026',
      summary:
        'What changed in diagnosis and treatment, which patients benefit, and how to start four medicines without losing the patient. With questions from the audience.',
      startsAt: start,
      endsAt: start + 60 * minute,
      conferenceId: conference.id,
      track: 'Main stage',
      speakers: facultyOf(cleared, 'okafor', 'lindqvist'),
      moderators: facultyOf(cleared, 'moreau'),
      support: [{ supporter: 'Alder Valley Health Foundation', nature: 'Educational grant' }],
      activityId: 'heart-failure-2026',
    },
    {
      id: 'ecg-rounds',
      title: 'ECG rounds: twelve leads before lunch',
      summary: 'Short cases, read together. The speaker runs this session without a moderator.',
      startsAt: start + 75 * minute,
      endsAt: start + 120 * minute,
      conferenceId: conference.id,
      track: 'Workshop',
      speakers: facultyOf(cleared, 'okafor'),
      moderators: [],
      activityId: 'cardiology-update',
    },
    {
      id: 'imaging',
      title: 'Echo or MRI? Choosing the first image',
      summary: 'Two views on a daily question, with a panel at the end.',
      startsAt: start + day,
      endsAt: start + day + 45 * minute,
      conferenceId: conference.id,
      track: 'Main stage',
      speakers: facultyOf(cleared, 'lindqvist'),
      moderators: facultyOf(cleared, 'moreau'),
      activityId: 'cardiology-update',
    },
  ]
}

/** Prepared for the session "heart-failure"; its moderator opens them. */
const seededPolls: z.input<typeof pollDraft>[] = [
  {
    kind: 'single',
    prompt: 'How many of your patients with heart failure take all four medicines?',
    options: [
      { id: 'few', text: 'Fewer than one in four' },
      { id: 'half', text: 'About half' },
      { id: 'most', text: 'More than three in four' },
      { id: 'unknown', text: 'I do not know' },
    ],
    results: 'voted',
  },
  {
    kind: 'quiz',
    prompt: 'Ejection fraction 35 %, blood pressure 105/65, potassium 4.4. What do you start first?',
    options: [
      { id: 'one', text: 'One medicine, to its full dose before the next' },
      { id: 'four', text: 'All four in low doses, within weeks' },
      { id: 'wait', text: 'Nothing until the pressure is above 120' },
    ],
    correct: ['four'],
    feedback: 'Low doses of all four within weeks help more, and earlier, than the full dose of one.',
    seconds: 60,
  },
  {
    kind: 'rating',
    prompt: 'How useful was this session for your practice?',
    options: [],
    scale: 5,
  },
]

export interface ExampleOptions {
  program: ProgramStore
  accounts: AccountsStore
  polls: PollsStore
  booths: BoothsStore
  planActivity: ActivityPlans['plan']
  agreeing: Pick<Agreeing, 'agree' | 'sign'>
  /** The secret that its people's links are derived from. */
  secret: string
  now: number
}

/** The agreement with the supporter of “Heart failure in 2026”, signed by both sides. */
async function seedAgreement({ agreeing, now }: Pick<ExampleOptions, 'agreeing' | 'now'>): Promise<void> {
  const about = { conferenceId: conference.id, agreementId: 'alder-valley', by: 'ito' }
  const allocation = {
    ...{ activityId: 'heart-failure-2026', sessionIds: ['heart-failure'] },
    ...{ amount: 1_200_000, inKind: [], other: '' },
  }
  const terms = {
    ...{ supporter: 'Alder Valley Health Foundation', currency: 'USD', amount: 1_200_000 },
    allocations: [allocation],
    purpose: 'Honoraria and production of “Heart failure in 2026”.',
    terms:
      'The provider alone decides on content, faculty, learners and evaluation. It reports how the money was used.',
  }
  const signedAt = now - 30 * day
  /** Another server that creates the example may come in between. */
  const once = (act: () => Promise<void>): Promise<void> =>
    act().catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'stale') return act()
      throw error
    })
  await once(() => agreeing.agree({ ...about, actId: 'agreed', revision: 0 }, terms, ''))
  const supporter = {
    party: 'supporter' as const,
    of: '',
    name: 'Margaret Lund',
    title: 'Director of grants',
  }
  await once(() => agreeing.sign({ ...about, actId: 'supporter', revision: 1 }, { ...supporter, signedAt }))
  const provider = { party: 'provider' as const, of: '', name: 'Hana Ito', title: 'CE office' }
  await once(() => agreeing.sign({ ...about, actId: 'provider', revision: 2 }, { ...provider, signedAt }))
}

/**
 * Creates the example conference if there has never been a conference. The conference
 * itself comes last, so that a start killed in between completes it next
 * time. Its people's links are created here, once, and expire like any other.
 */
export async function seedExample(options: ExampleOptions): Promise<void> {
  const { program, accounts, polls, booths, planActivity, secret, now } = options
  if (await program.hasHadConferences()) return
  const { id: conferenceId } = conference
  for (const person of seededPeople) await accounts.invite(conferenceId, person)
  const firstDay = dayOf(startAfter(now), conference.timeZone)
  for (const activity of seededActivities(now, firstDay)) await planActivity(conferenceId, activity)
  await seedAgreement(options)
  for (const session of seededSessions(now)) await program.saveSession({ ...session, status: 'approved' })
  for (const { id, exhibitorId, content, editable } of seededBooths(now))
    if (!(await booths.ofExhibitor(conferenceId, exhibitorId)))
      await booths.create(conferenceId, exhibitorId, content, editable, id)
  for (const draft of seededPolls) await polls.create('heart-failure', pollDraft.parse(draft))
  for (const { personId } of seededLinks)
    await accounts.rememberLink(personId, exampleToken(personId, secret), linkDays)
  await program.createConference(conference, now)
  await program.exampleIsSeeded()
}

export interface SignInLink {
  role: string
  name: string
  url: string
}

/** The example people's links that still work. */
export async function exampleLinks(
  accounts: AccountsStore,
  secret: string,
  baseUrl: string,
  now: number,
): Promise<SignInLink[]> {
  const links = await Promise.all(
    seededLinks.map(async ({ role, personId }) => {
      const token = exampleToken(personId, secret)
      const opened = await accounts.openLink(token, now).catch((error: unknown) => {
        if (error instanceof AppError) return
        throw error
      })
      return opened && { role, name: opened.person.name, url: `${baseUrl}/s/${token}` }
    }),
  )
  return links.filter((link) => link !== undefined)
}
