import { expect, test } from '@jest/globals'
import type { Conflict } from './conflict.ts'
import type { Session } from './program.ts'
import {
  approvalLostBy,
  fieldChanges,
  obstacles,
  reviewOf,
  upgradeSession,
  withStatus,
} from './programReview.ts'
import { activityOf, ama, designatedFor, member, plannedSession } from './testing/programme.ts'

const accredited = (more: Partial<Session> = {}) =>
  plannedSession('talk', 0, 60, { activityId: 'x', speakers: [member('a')], status: 'draft', ...more })
const activity = activityOf('x', [designatedFor('ama', 1)])
const about = (session: Session, conflicts: Conflict[] = []) => ({
  ...{ session, activity, bodies: [ama], conflicts, now: 10 },
  support: { ofConference: [], agreements: [], begins: 100, timeZone: 'UTC' },
})
const codes = (session: Session, conflicts?: Conflict[]) =>
  [...obstacles(about(session, conflicts))].map(({ code, who }) => [code, who])

test('nothing is missing of a session whose faculty is cleared and whose designation fits', () => {
  expect(codes(accredited())).toEqual([])
})

test('each person without a disclosure on file is named, and whose turn it is', () => {
  const undecided = { clearedAt: 1, relationships: [{ company: 'Acme', nature: 'Adviser' }] }
  const session = accredited({
    speakers: [member('a', false)],
    moderators: [{ ...member('b'), disclosure: undecided }],
    planners: [member('c', false)],
  })
  expect(codes(session)).toEqual([
    ['not_cleared', 'faculty'],
    ['not_cleared', 'office'],
    ['not_cleared', 'faculty'],
  ])
})

test('a session that is exempt from Standard 3 asks for no disclosures', () => {
  const session = accredited({ speakers: [member('a', false)], exemption: { ground: 'learner_controlled' } })
  expect(codes(session)).toEqual([])
  expect(approvalLostBy(session, accredited({ speakers: [member('a', false)] }))).toEqual([
    'The exemption from Standard 3 was changed.',
  ])
})

test('a break needs nobody, and a session without credit keeps its approval when it is changed', () => {
  const pause = plannedSession('pause', 0, 15, { kind: 'break', status: 'approved' })
  expect(codes(pause)).toEqual([])
  const by = { by: 'ito', at: 5 }
  expect(withStatus({ ...pause, title: 'Coffee' }, pause, 'scheduled', by).status).toBe('approved')
  const now = { ...pause, kind: 'lecture', activityId: 'x' } as const
  expect(withStatus(now, pause, 'scheduled', by).status).toBe('in_review')
})

test('a session without credit needs a faculty, and no disclosures', () => {
  const without = plannedSession('talk', 0, 60, { kind: 'unaccredited' })
  expect(codes(without)).toEqual([['faculty_missing', 'organiser']])
  expect(codes({ ...without, speakers: [member('a', false)] })).toEqual([])
})

test('only conflicts that block, and that name the session, keep it from being approved', () => {
  const conflict: Conflict = {
    code: 'promotion_too_near',
    blocks: true,
    sessionIds: ['talk', 'satellite'],
    who: 'organiser',
    message: 'Too near.',
  }
  expect(codes(accredited(), [conflict])).toEqual([['conflict', 'organiser']])
  expect(codes(accredited(), [{ ...conflict, blocks: false }])).toEqual([])
  expect(codes(accredited(), [{ ...conflict, sessionIds: ['other'] }])).toEqual([])
})

test('the turn goes from the organiser, who submits, to the office, which approves; then nothing is missing', () => {
  const turn = (status: Session['status']) => {
    const { missing, turn: whose } = reviewOf(about(accredited({ status })), 'scheduled')
    return [missing.map(({ code }) => code), whose]
  }
  expect(turn('draft')).toEqual([['not_submitted'], 'organiser'])
  expect(turn('in_review')).toEqual([['not_approved'], 'office'])
  expect(turn('approved')).toEqual([[], null])
  const live = reviewOf(about(accredited({ speakers: [] })), 'live')
  expect(live).toMatchObject({ missing: [], turn: null })
})

test('a session from before there were statuses is a lecture, and approved if its faculty was cleared', () => {
  const { status: _, ...old } = accredited()
  expect(upgradeSession(old, 10)).toMatchObject({ kind: 'lecture', status: 'approved' })
  expect(upgradeSession({ ...old, speakers: [member('a', false)] }, 10)).toMatchObject({ status: 'draft' })
  const { activityId: __, ...without } = old
  expect(upgradeSession({ ...without, speakers: [] }, 10)).toMatchObject({ status: 'approved' })
  const newer = { ...old, kind: 'panel', status: 'draft' } as const
  expect(upgradeSession(newer, 10)).toBe(newer)
})

test('changes of what was decided on take an approval back, with the reason; others do not', () => {
  const before = accredited()
  const lost = (change: Partial<Session>) => approvalLostBy(before, { ...before, ...change })
  expect(lost({ startsAt: 1, endsAt: 2 })).toEqual(['The time was changed.'])
  expect(lost({ track: 'B' })).toEqual(['The track was changed.'])
  expect(lost({ kind: 'panel' })).toEqual(['The kind of session was changed.'])
  expect(lost({ kind: 'lecture' })).toEqual([])
  expect(lost({ activityId: 'y' })).toHaveLength(1)
  expect(lost({ objectives: ['Know it'] })).toHaveLength(1)
  expect(lost({ support: [{ supporter: 'Acme', nature: 'Grant' }] })).toHaveLength(1)
  expect(lost({ speakers: [member('b')] })).toEqual(['The people in control of the content were changed.'])
  expect(lost({ moderators: [member('b')] })).toHaveLength(1)
  expect(lost({ speakers: [member('a', false)] })).toEqual(['A disclosure was changed.'])
  expect(lost({ summary: 'More', languages: ['de'] })).toEqual([])
  expect(lost({ speakers: [{ ...member('a'), credentials: 'MD' }] })).toEqual([])
})

test('what differs between two plans is told field by field, without what people disclosed', () => {
  const before = accredited()
  const after = { ...before, title: 'Another', speakers: [member('b', false)], version: 9 }
  expect(fieldChanges(before, after)).toEqual([
    { field: 'title', before: 'talk', after: 'Another' },
    {
      field: 'speakers',
      before: [{ personId: 'a', name: 'Dr a', credentials: '', affiliation: '' }],
      after: [{ personId: 'b', name: 'Dr b', credentials: '', affiliation: '' }],
    },
  ])
  expect(fieldChanges(before, { ...before, kind: 'lecture', support: [] })).toEqual([])
})
