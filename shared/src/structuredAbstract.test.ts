import { expect, test } from '@jest/globals'
import { emptyPlanningForm } from './planningForm.ts'
import type { Faculty, Session } from './program.ts'
import { structuredAbstract } from './structuredAbstract.ts'

const start = Date.UTC(2026, 10, 24, 16)
const hour = 3_600_000
const person = (personId: string, more: Partial<Faculty> = {}): Faculty => ({
  ...{ personId, name: `Dr ${personId}`, credentials: 'MD', affiliation: '' },
  disclosure: { clearedAt: 1, relationships: [] },
  ...more,
})
const session = (id: string, startsAt: number, parts: Partial<Session>): Session => ({
  ...{ id, conferenceId: 'c', title: id, summary: '', track: '', activityId: 'a' },
  ...{ startsAt, endsAt: startsAt + hour, speakers: [], moderators: [] },
  ...parts,
})
const decided = { decidedBy: 'Hana Ito', decidedAt: 1 }
const consultant = {
  ...{ company: 'Acme', nature: 'Consultant' },
  resolution: { ...decided, relevant: true, step: 'A peer has read the slides.' },
}
const speaker = person('Okafor', { disclosure: { clearedAt: 1, relationships: [consultant] } })
const activity = {
  ...{ title: 'Heart failure', format: 'Live activity', place: '', number: '202600417' },
  provider: { name: 'Riverside Institute', address: '', number: '1234567' },
}
const form = {
  ...emptyPlanningForm,
  ...{ gap: 'A gap.', knowledge: 'K', competence: 'C', performance: 'P', designedTo: 'D', whyFormat: 'F' },
  competencies: ['teams_teamwork' as const, 'patient_care' as const],
  otherCompetencies: 'Leadership',
  subcategories: ['panel' as const, 'lecture' as const],
}
const about = { activity, form, isJointAccreditation: false, isSupported: false }

test('names everybody in control once, with every part, relationship and what was done about it', () => {
  const sessions = [
    session('one', start, { speakers: [speaker], moderators: [person('Moreau')] }),
    session('two', start + 24 * hour, {
      speakers: [person('Ellis', { disclosure: undefined as never })],
      moderators: [speaker],
      planners: [person('Moreau')],
    }),
  ]
  const { individuals, dates, missing } = structuredAbstract({ ...about, sessions })
  expect(individuals).toEqual([
    {
      personId: 'Okafor',
      name: 'Dr Okafor, MD',
      roles: ['speaker', 'moderator'],
      relationships: [{ company: 'Acme', nature: 'Consultant' }],
      mitigation: ['Acme: A peer has read the slides.'],
    },
    {
      personId: 'Moreau',
      name: 'Dr Moreau, MD',
      roles: ['moderator', 'planner'],
      relationships: [],
      mitigation: [],
    },
    { personId: 'Ellis', name: 'Dr Ellis, MD', roles: ['speaker'], relationships: null, mitigation: [] },
  ])
  expect(dates).toEqual({ from: start, to: start + 25 * hour })
  expect(missing.at(-1)).toEqual({ who: 'faculty', says: 'Dr Ellis, MD has no disclosure on file.' })
})

test('has the words of Joint Accreditation for two of the needs', () => {
  const titles = (isJointAccreditation: boolean) =>
    structuredAbstract({ ...about, sessions: [], isJointAccreditation }).needs.map(({ title }) => title)
  expect(titles(false)).toEqual(['Knowledge', 'Competence', 'Performance'])
  expect(titles(true)).toEqual(['Knowledge', 'Skills or strategy', 'Performance of the healthcare team'])
})

test('competencies stand in the accreditors’ order, whatever was ticked first', () => {
  expect(structuredAbstract({ ...about, sessions: [] })).toMatchObject({
    dates: null,
    providership: 'Direct',
    subcategories: ['Lecture', 'Panel'],
    competencies: [
      { group: 'ABMS/ACGME', names: ['Patient care and procedural skills'] },
      { group: 'Interprofessional Education Collaborative', names: ['Teams and teamwork'] },
      { group: 'Other', names: ['Leadership'] },
    ],
  })
})

test.each([
  ['a joint provider', { jointProviders: ['Lakeside Society'] }, []],
  ['a partner without accreditation', {}, ['Lakeside Society']],
  ['both, who are one', { jointProviders: ['Lakeside Society'] }, ['Lakeside Society']],
])('is joint with %s', (_, joint, nonaccredited) => {
  const of = { ...about, sessions: [], activity: { ...activity, ...joint }, form: { ...form, nonaccredited } }
  expect(structuredAbstract(of)).toMatchObject({
    providership: 'Joint',
    jointProviders: ['Lakeside Society'],
  })
})

test('a relationship says what was decided, or that nothing was', () => {
  const of = (resolution: object | undefined) => {
    const disclosure = {
      clearedAt: 1,
      relationships: [{ company: 'Acme', nature: 'Owner', ...(resolution && { resolution }) }],
    } as never
    const sessions = [session('one', start, { speakers: [person('Okafor', { disclosure })] })]
    return structuredAbstract({ ...about, sessions }).individuals[0]!.mitigation
  }
  expect(of(undefined)).toEqual(['Acme: nothing is decided.'])
  expect(of({ ...decided, relevant: false })).toEqual(['Acme: not relevant to this content.'])
  expect(of({ ...decided, relevant: true })).toEqual(['Acme: relevant, and no step is recorded.'])
  expect(of({ ...decided, relevant: false, exception: 'b' })).toEqual(['Acme: exception b.'])
})
