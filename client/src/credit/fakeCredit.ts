// For tests of credit: one activity with everything in it, as a clinician has it.
import type { Me } from '@lectern/shared/accounts'
import type { Certificate } from '@lectern/shared/certificates'
import type {
  ActivityCredit,
  Claim,
  CreditReason,
  CreditResult,
  MyCredit,
  SessionWatched,
} from '@lectern/shared/credit'
import type { EvaluationState, FormQuestion } from '@lectern/shared/creditForms'

export const liveAt = Date.UTC(2026, 10, 25, 9)
const minute = 60_000
export const code = '1ABCDE-23456-789AB-CDEFG-HJKMN'

export const me: Me = {
  person: {
    id: 'clara',
    name: 'Clara Meyer',
    credentials: 'MD',
    affiliation: 'Charité',
    profession: 'physician',
    roles: ['clinician'],
  },
  conference: { id: 'cardio', title: 'Cardiology days', timeZone: 'Europe/Berlin' },
  now: liveAt,
}

export const watched = (fields: Partial<SessionWatched> = {}): SessionWatched => ({
  sessionId: 'heart',
  title: 'Heart failure in 2026',
  startsAt: liveAt - 2 * 86_400_000,
  liveAt,
  until: liveAt + 45 * minute,
  phase: 'ended',
  acknowledged: true,
  creditedSlots: 252,
  possibleSlots: 270,
  gaps: [{ from: liveAt + 10 * minute, to: liveAt + 13 * minute, reason: 'connection_lost' }],
  isFinal: true,
  checks: { answered: 2, missed: 0 },
  appeals: [],
  ...fields,
})

export const reason = (fields: Partial<CreditReason> = {}): CreditReason => ({
  code: 'time_credited',
  blocks: false,
  todo: false,
  by: null,
  message: '42 minutes were credited.',
  ...fields,
})
export const evaluationMissing = reason({
  code: 'evaluation_missing',
  blocks: true,
  todo: true,
  by: Date.UTC(2026, 11, 9, 12),
  message: 'Complete the evaluation.',
})

export const result = (fields: Partial<CreditResult> = {}): CreditResult => ({
  policyId: 'ama',
  title: 'AMA PRA Category 1 Credit™',
  unit: { one: 'credit', many: 'credits' },
  step: 0.25,
  least: 0.25,
  eligible: true,
  amount: 0.75,
  earned: 0.75,
  maximum: 1,
  also: null,
  claimBy: Date.UTC(2027, 10, 25, 12),
  reasons: [reason()],
  ...fields,
})

export const claimOf = (fields: Partial<Claim> = {}): Claim => ({
  activityId: 'hf',
  policyId: 'ama',
  amount: 0.75,
  atMost: 0.75,
  claimedAt: Date.UTC(2026, 10, 26, 12),
  code,
  ...fields,
})

export const question = (id: string, fields: Partial<FormQuestion> = {}): FormQuestion => ({
  id,
  kind: 'yes_no',
  prompt: `Question ${id}`,
  options: [],
  required: true,
  correct: [],
  feedback: '',
  ...fields,
})
export const everyKind: FormQuestion[] = [
  question('useful', { kind: 'rating', prompt: 'How useful was it?' }),
  question('commercial-bias', { prompt: 'Was the content balanced and free of commercial bias?' }),
  question('change', {
    kind: 'choice',
    prompt: 'What will you change?',
    options: [
      { id: 'dose', text: 'The dose' },
      { id: 'nothing', text: 'Nothing' },
    ],
  }),
  question('words', { kind: 'text', prompt: 'What else?', required: false }),
]

export const evaluationForm = (fields: Partial<EvaluationState> = {}): EvaluationState => ({
  questions: everyKind,
  answers: {},
  submittedAt: null,
  changeUntil: null,
  isClosed: false,
  isChanged: false,
  ...fields,
})

export const activityCredit = (fields: Partial<ActivityCredit> = {}): ActivityCredit => ({
  activity: {
    id: 'hf',
    conferenceId: 'cardiology',
    title: 'Heart failure, all year',
    format: 'Live internet activity',
    place: '',
    provider: { name: 'University Heart Centre', address: '', number: '' },
    number: '',
    attendance: { checks: null, excuseOutages: true, maxExcusedMinutes: 10 },
    designations: [{ policyId: 'ama', maximum: 1, designatedAt: liveAt - 86_400_000, number: '' }],
  },
  sessions: [watched()],
  results: [result()],
  claims: [],
  evaluation: evaluationForm(),
  test: null,
  ...fields,
})

export const myCredit = (fields: Partial<MyCredit> = {}): MyCredit => ({
  asks: [],
  registersLack: [],
  activities: [activityCredit()],
  ...fields,
})

type Shown = Omit<Certificate, 'personId' | 'activityId' | 'policyId' | 'replacedBy'>
export const certificate: Shown = {
  code,
  issuedAt: Date.UTC(2026, 10, 26, 12),
  title: 'Certificate of credit',
  holder: 'Clara Meyer, MD',
  activityTitle: 'Heart failure, all year',
  provider: 'University Heart Centre',
  address: '',
  format: 'Live internet activity',
  place: '',
  startsAt: liveAt,
  endsAt: liveAt + 60 * minute,
  timeZone: 'Europe/Berlin',
  amount: 0.75,
  unit: 'credits',
  also: '',
  number: '',
  statements: ['The University Heart Centre designates this activity for a maximum of 1.00 credits.'],
  revokedAt: null,
}
