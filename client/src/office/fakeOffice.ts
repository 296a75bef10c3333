// For tests of the CE office: its overview, and an activity with people in every standing.

import type { OfficeActivity, OfficeOverview } from '@lectern/shared/creditOffice'
import type { RegisterRecord, RegisterReport } from '@lectern/shared/creditRegisters'
import type { OfficeEvaluations } from '@lectern/shared/evaluationResults'
import type { PersonEvidence } from '@lectern/shared/evidence'
import { activityCredit, claimOf, everyKind, liveAt, reason, result, watched } from '../credit/fakeCredit.ts'
import type { OfficePerson } from './peopleTable.ts'

type Appeal = OfficeOverview['appeals'][number]
export const officeAppeal = (fields: Partial<Appeal> = {}): Appeal => ({
  id: 'a1',
  sessionId: 'heart',
  personId: 'clara',
  at: liveAt + 7_200_000,
  text: 'My network was fine at ten past.',
  decidedAt: null,
  decidedBy: null,
  decision: null,
  granted: false,
  name: 'Clara Meyer',
  sessionTitle: 'Heart failure in 2026',
  activityId: 'hf',
  standing: {
    liveAt,
    until: liveAt + 46 * 60_000,
    creditedSlots: 66,
    possibleSlots: 276,
    gaps: [{ from: liveAt + 600_000, to: liveAt + 2_640_000, reason: 'connection_lost' }],
    eligible: false,
    grants: [{ fromMinute: 10, toMinute: 44, creditedSlots: 270, outcome: 'eligible' }],
  },
  ...fields,
})

export const officeOverview: OfficeOverview = {
  figures: { learners: 412, eligible: 380, claimed: 187, reported: 120 },
  activities: [
    {
      id: 'hf',
      title: 'Heart failure, all year',
      sessions: 1,
      startsAt: liveAt,
      endsAt: liveAt + 45 * 60_000,
      phase: 'ended',
      learners: 412,
      claims: 190,
      claimants: 187,
      evaluations: 206,
      toReport: 67,
      credit: [
        { policyId: 'ama', title: 'AMA PRA Category 1 Credit™', unit: 'credits', people: 120, amount: 98.75 },
      ],
      biasReports: 2,
      reportDue: { records: 14, daysLeft: 9 },
    },
  ],
  appeals: [
    officeAppeal(),
    officeAppeal({
      id: 'a0',
      name: 'Noah Lee',
      decidedAt: 1,
      decision: 'It was a break.',
      standing: null,
    }),
  ],
}

const { appeals: _appeals, ...session } = watched()
export const person = (fields: Partial<OfficePerson> = {}): OfficePerson => ({
  personId: 'clara',
  name: 'Clara Meyer',
  credentials: 'MD',
  profession: 'physician',
  evaluated: true,
  sessions: [session],
  results: [result()],
  claims: [],
  ...fields,
})

const tooLittle = reason({
  code: 'share_below',
  blocks: true,
  message: 'Inés watched 12 of 45 minutes (26%).',
})
export const people: OfficePerson[] = [
  person(),
  person({ personId: 'noah', name: 'Noah Lee', profession: 'nurse', claims: [claimOf()] }),
  person({
    personId: 'ines',
    name: 'Inés Muñoz',
    profession: 'pharmacist',
    sessions: [{ ...session, creditedSlots: 72 }],
    results: [result({ eligible: false, amount: 0, earned: 0, reasons: [tooLittle] })],
  }),
]

export const officeActivity: OfficeActivity = {
  activity: { ...activityCredit().activity, evaluation: everyKind, test: [] },
  policyTitles: { ama: 'AMA PRA Category 1 Credit™' },
  policyShorts: { ama: 'AMA' },
  registers: [
    {
      register: 'pars',
      unreported: 1,
      keptBack: 0,
      tooLate: 0,
      dueBy: null,
      isOverdue: false,
      lastFile: null,
    },
    {
      register: 'cpe-monitor',
      unreported: 14,
      keptBack: 2,
      tooLate: 0,
      dueBy: liveAt + 60 * 86_400_000,
      isOverdue: false,
      lastFile: { madeAt: liveAt + 86_400_000, records: 12, unreported: 12, outdated: 0 },
    },
  ],
  people,
}

/** A record of each standing at a register. */
export const registerRecord = (fields: Partial<RegisterRecord> = {}): RegisterRecord => ({
  code: 'ABCDEF-GHJKM-NPQRS-TVWXY-12345',
  action: 'add',
  personId: 'clara',
  name: 'Clara Meyer',
  credit: 'AMA PRA Category 1 Credit™',
  amount: 0.75,
  dueBy: null,
  isTooLate: false,
  isByHand: false,
  state: 'ready',
  problems: [],
  notices: [],
  rejected: null,
  ...fields,
})
export const registerReport = (fields: Partial<RegisterReport> = {}): RegisterReport => ({
  register: 'pars',
  draft: null,
  problems: [],
  records: [registerRecord()],
  ...fields,
})

const [useful, bias, change, words] = everyKind
export const officeEvaluations: OfficeEvaluations = {
  title: 'Heart failure, all year',
  learners: 40,
  submitted: 25,
  questions: [
    {
      id: useful!.id,
      prompt: useful!.prompt,
      kind: 'rating',
      answered: 24,
      counts: ['1', '2', '3', '4', '5'].map((text, i) => ({ text, count: [1, 0, 2, 6, 15][i]! })),
      mean: 106 / 24,
      texts: [],
    },
    {
      id: change!.id,
      prompt: change!.prompt,
      kind: 'choice',
      answered: 25,
      counts: [
        { text: 'The dose', count: 20 },
        { text: 'Nothing', count: 5 },
      ],
      mean: null,
      texts: [],
    },
    {
      id: words!.id,
      prompt: words!.prompt,
      kind: 'text',
      answered: 24,
      counts: [],
      mean: null,
      texts: Array.from({ length: 24 }, (_, i) => `Comment ${i}`),
    },
    {
      id: bias!.id,
      prompt: bias!.prompt,
      kind: 'yes_no',
      answered: 25,
      counts: [
        { text: 'Yes', count: 23 },
        { text: 'No', count: 2 },
      ],
      mean: null,
      texts: [],
    },
  ],
  bias: {
    count: 2,
    reports: [[{ prompt: words!.prompt, text: 'Only one drug was named.' }], []],
  },
}

export const evidence: PersonEvidence = {
  personId: 'clara',
  onStage: [],
  sheets: [
    {
      sessionId: 'heart',
      title: 'Heart failure in 2026',
      liveAt,
      acknowledgedAt: liveAt,
      isFinal: true,
      slots: { possible: 270, credited: 252, present: 260, delivered: 255, both: 252, longestPresent: 200 },
      checks: [
        {
          outcome: 'answered',
          dueFrom: liveAt + 600_000,
          answeredAt: liveAt + 600_083,
          answerMs: 83,
          sendings: [
            {
              sentAt: liveAt + 600_000,
              dueAt: liveAt + 660_000,
              shown: true,
              extended: false,
              answeredAt: liveAt + 600_083,
            },
          ],
        },
        {
          outcome: 'missed',
          dueFrom: liveAt + 1_800_000,
          answeredAt: null,
          answerMs: null,
          sendings: [
            {
              sentAt: liveAt + 1_800_000,
              dueAt: liveAt + 1_860_000,
              shown: false,
              extended: false,
              answeredAt: null,
            },
          ],
        },
      ],
      answers: { count: 1, fastest: 83, median: 83, slowest: 83 },
      votes: [liveAt + 900_000],
      gaps: [],
      silences: [{ from: liveAt + 1_200_000, to: liveAt + 1_230_000 }],
      undelivered: [],
      hall: [],
      pages: [{ signIn: 'x7Gk2p', from: liveAt, to: liveAt + 2_700_000 }],
      signs: [
        {
          code: 'fast_answers',
          text: '1 of 1 answers came in less than 300 ms; the fastest in 83 ms.',
        },
      ],
    },
  ],
}
