// An activity as the ACCME's register is told of it, for tests.
import { type Activity, activity } from '@lectern/shared/credit'
import { emptyPlanningForm, type PlanningForm } from '@lectern/shared/planningForm'
import type { Profession } from '@lectern/shared/professions'
import type { Session } from '@lectern/shared/program'
import type { Agreement, Allocation } from '@lectern/shared/supportRules'
import type { ActivityOf } from '../credit/registers/activities/facts.ts'
import { conferenceId } from './conference.ts'
import { policies } from './credit.ts'

/** 24 November 2026, 17:00 in Berlin. */
const first = Date.UTC(2026, 10, 24, 16)
const hour = 3_600_000
const designatedAt = first - 24 * hour

/** Nothing that the register asks for is missing. */
export const planned: PlanningForm = {
  ...emptyPlanningForm,
  changes: {
    competence: { designed: true, evaluated: true },
    performance: { designed: true, evaluated: false },
    outcomes: { designed: false, evaluated: null },
  },
  competencies: ['patient_care', 'evidence_based', 'teams_teamwork'],
  otherCompetencies: 'Leadership',
  subcategories: ['case_discussion', 'lecture'],
  professions: ['physician', 'nurse'],
  specialties: ['Cardiology'],
  description: 'Drugs for heart failure, in order.',
  keywords: ['heart failure'],
  forPublicList: true,
  fee: 'no',
  registration: 'open',
  delivery: ['Live-Streamed'],
}

const activityOf = (changes: Record<string, unknown>): Activity =>
  activity.parse({
    ...{ id: 'hf', conferenceId, title: 'Heart failure in 2026', format: 'Live activity' },
    provider: { name: 'Riverside Institute', address: '', number: '1234567' },
    number: '202600417',
    attendance: { checks: null, excuseOutages: true, maxExcusedMinutes: 10 },
    designations: [{ policyId: 'ama', maximum: 1, designatedAt }],
    evaluation: [],
    ...changes,
  })

export const sessionAt = (id: string, startsAt = first, minutes = 60): Session => ({
  ...{ id, conferenceId, title: id, summary: '', track: '', activityId: 'hf' },
  ...{ startsAt, endsAt: startsAt + minutes * 60_000, speakers: [], moderators: [] },
})

/** Somebody who watched these sessions. */
export const watcher = (profession: Profession, ...sessionIds: string[]): ActivityOf['people'][number] =>
  ({
    person: { id: `${profession} ${sessionIds.join(' ')}`, name: 'Ann', profession },
    sessions: sessionIds.map((sessionId) => ({ sessionId, creditedSlots: 300 })),
    claims: [],
  }) as never

export const agreement = (
  supporter: string,
  currency: string,
  amount: number,
  more: Partial<Allocation> = {},
): Agreement => ({
  ...{ id: supporter, conferenceId, revision: 1, withdrawn: null },
  versions: [
    {
      ...{ version: 1, at: 1, by: 'ito', reason: '', signatures: [], file: null },
      terms: {
        ...{ supporter, currency, amount, purpose: '', terms: '' },
        allocations: [{ activityId: 'hf', amount, inKind: [], other: '', ...more }],
      },
    },
  ],
})

interface Changes extends Partial<Omit<ActivityOf, 'activity' | 'form'>> {
  activity?: Record<string, unknown>
  form?: Partial<PlanningForm>
}
/** A direct activity of one session that has ended, watched by two physicians and a nurse. */
export const activityIn = ({ activity: plan = {}, form = {}, ...rest }: Changes = {}): ActivityOf => ({
  activity: activityOf(plan),
  form: { ...planned, ...form },
  sessions: [sessionAt('one')],
  ended: ['one'],
  people: [watcher('physician', 'one'), watcher('physician', 'one', 'x'), watcher('nurse', 'one')],
  agreements: [],
  disclosed: [],
  policies,
  timeZone: 'Europe/Berlin',
  ...rest,
})

/** For the whole team, with a joint provider, in person, supported in money and in kind. */
export const jointAndSupported = (): ActivityOf =>
  activityIn({
    activity: {
      jointProviders: ['Lakeside Society'],
      designations: [
        { policyId: 'ama', maximum: 1, designatedAt },
        { policyId: 'ipce', maximum: 1, designatedAt },
        {
          ...{ policyId: 'acpe-knowledge', maximum: 1, designatedAt, number: '1234-9999-26-001-L01-P' },
          numbers: [{ number: '1234-9999-26-001-L01-T', profession: 'pharmacy_technician' }],
        },
        { policyId: 'moc-abim', maximum: 1, designatedAt },
      ],
    },
    form: {
      ...{ delivery: ['In-Person', 'Live-Streamed'], nonaccredited: ['Friends of the Heart'] },
      ...{ city: 'Springfield', state: 'IL', country: 'USA', fee: 'variable', registration: 'limited' },
      mocTypes: [{ board: 'ABIM', type: 'Medical Knowledge' }],
    },
    agreements: [
      agreement('Acme Pharma', 'USD', 1_250_050),
      agreement('Example Devices', 'USD', 0, { inKind: ['durable_equipment', 'other'], other: 'Phantoms' }),
    ],
    disclosed: ['Acme Pharma', 'Example Devices'],
  })

const week = 7 * 24 * hour
/** Rounds that go on into the next year: the second is worth a half. */
export const series = (): ActivityOf =>
  activityIn({
    activity: {
      title: 'ECG rounds',
      designations: [
        {
          ...{ policyId: 'ama', maximum: 1, per: 'session', designatedAt },
          maximums: [{ partId: 'two', maximum: 0.5 }],
        },
      ],
    },
    sessions: [sessionAt('one'), sessionAt('two', first + week, 30), sessionAt('three', first + 6 * week)],
    ended: ['one', 'two'],
    people: [watcher('physician', 'one', 'two'), watcher('nurse', 'three')],
  })
