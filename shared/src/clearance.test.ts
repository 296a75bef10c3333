import { describe, expect, test } from '@jest/globals'
import { isExcluded, notCleared, noteOf, planProblems } from './clearance.ts'
import { type Disclosure, type Relationship, relationship, type Session } from './program.ts'

const now = 1_800_000_000_000
const decided = {
  relevant: true,
  step: 'Slides reviewed by a peer',
  decidedBy: 'Hana Ito',
  decidedAt: now - 2000,
}
const fee = (resolution?: Relationship['resolution']): Relationship => ({
  company: 'Acme',
  nature: 'Speaker fee',
  ...(resolution && { resolution }),
})
const session = (disclosure?: Disclosure, activityId: string | undefined = 'activity'): Session => ({
  id: 's',
  conferenceId: 'c',
  title: 'S',
  summary: '',
  startsAt: now,
  endsAt: now + 1,
  track: '',
  speakers: [
    { personId: 'p', name: 'Dr P', credentials: '', affiliation: '', ...(disclosure && { disclosure }) },
  ],
  moderators: [],
  ...(activityId && { activityId }),
})
const cleared = (...relationships: Relationship[]): Disclosure => ({ clearedAt: now - 1000, relationships })

test.each(['Dr P', 'p', 'dr  p', 'DR P, MD'])(
  'nobody decides about their own relationship: by %s',
  (decidedBy) => {
    const own = cleared(fee({ ...decided, decidedBy }))
    const words = 'they decided about their own relationship with Acme: somebody else of the CE office has to'
    expect(planProblems(session(own), now)).toEqual([`Dr P: ${words}`])
    expect(notCleared(session(own), now)).toEqual([`Dr P (${words})`])
    // Decided by a namesake with another id, which a form's decision has.
    expect(notCleared(session({ ...own, expiresAt: now + 1 }), now)).toEqual([])
  },
)

describe('a person is cleared', () => {
  test('with nothing to disclose, or with every relationship decided and mitigated', () => {
    for (const disclosure of [
      cleared(),
      cleared(fee(decided)),
      cleared(fee({ ...decided, relevant: false })),
    ]) {
      expect(notCleared(session(disclosure), now)).toEqual([])
      expect(planProblems(session(disclosure), now)).toEqual([])
    }
  })

  test.each<[string, Disclosure | undefined, string]>([
    ['whose disclosure is not on file', undefined, 'Dr P'],
    [
      'whose clearance is dated in the future',
      { clearedAt: now + 1, relationships: [] },
      'Dr P (the clearance is dated in the future)',
    ],
    [
      'about whose relationship nothing is decided',
      cleared(fee()),
      'Dr P (nothing is decided about the relationship with Acme)',
    ],
    [
      'whose relevant relationship was not mitigated',
      cleared(fee({ ...decided, step: undefined })),
      'Dr P (the relationship with Acme (Speaker fee) is relevant, and no mitigation step is recorded)',
    ],
    [
      'whose relationship was decided on after the clearance',
      cleared(fee({ ...decided, decidedAt: now - 999 })),
      'Dr P (the relationship with Acme (Speaker fee) was decided on only after they were cleared)',
    ],
    [
      'who takes part by exception a although the relationship is relevant',
      cleared({ ...fee({ ...decided, exception: 'a' }), nature: 'Owner' }),
      'Dr P (the relationship with Acme (Owner) is relevant, so that exception a, for content that has nothing to do with the company, cannot hold)',
    ],
    [
      'who is an employee',
      cleared({ ...fee(decided), nature: 'Employee' }),
      'Dr P (the relationship with Acme (Employee) excludes them, and no exception is recorded)',
    ],
  ])('is nobody %s', (_, disclosure, words) => {
    expect(notCleared(session(disclosure), now)).toEqual([words])
  })

  test('as an employee with a recorded exception', () => {
    const employee = { ...fee({ ...decided, exception: 'b' as const }), nature: 'Employee' }
    expect(notCleared(session(cleared(employee)), now)).toEqual([])
  })
})

test.each([
  'Employee',
  'full-time employment',
  'Employed as a nurse educator',
  'Executive role',
  'Chief Medical Officer',
  'CEO',
  'Owner, stock',
  'Ownership interest',
  'Co-owner',
  'Founder',
  'Stock of a private company',
  'Privately held shares',
  'Stockholder of a private company',
  'Shareholder (unlisted)',
  'Investor in a start-up',
  'Consultant and owner',
  'Consultant/owner',
  'Cofounder',
  'Vice President',
  'VP Medical Affairs',
  'Director of clinical research',
  'Works for the company',
  'Former consultant, now employee',
  'Previously adviser and currently CEO',
  'Past speaker; owner',
  'em\u00ADployee',
])('“%s” excludes from control of the content', (nature) => {
  expect(isExcluded({ company: 'Acme', nature })).toBe(true)
})

test.each([
  'Speaker fee',
  'Consultant',
  'Advisory board',
  'Stock, publicly traded',
  'Former employee until 2025',
  'Former employee, consultant',
  'Past owner and past CEO',
  'Stockholder, publicly traded',
  'Member of the board of directors',
  'Research grant',
])('“%s” can be mitigated', (nature) => {
  expect(isExcluded({ company: 'Acme', nature })).toBe(false)
})

test('a plan that states something untrue is refused; an incomplete one may be saved', () => {
  const future = { clearedAt: now + 1, relationships: [] }
  const employee = cleared({ company: 'Acme', nature: 'Employee' })
  expect(planProblems(session(future), now)).toEqual(['Dr P: the clearance is dated in the future'])
  expect(planProblems(session(employee), now)).toHaveLength(1)
  expect(planProblems(session(cleared(fee())), now)).toEqual([])
  expect(planProblems(session(undefined), now)).toEqual([])
  // Without credit, employees may speak, but no clearance may lie in the future.
  expect(planProblems(session(employee, ''), now)).toEqual([])
  expect(planProblems(session(future, ''), now)).toHaveLength(1)
})

test('“mitigated” is said only if a step was recorded before the clearance', () => {
  const note = (resolution?: Relationship['resolution']) => noteOf(fee(resolution), now - 1000)
  expect(note()).toBeNull()
  expect(note(decided)).toBe('mitigated')
  expect(note({ ...decided, step: undefined })).toBeNull()
  expect(note({ ...decided, decidedAt: now })).toBeNull()
  expect(note({ ...decided, relevant: false })).toBe('not_relevant')
  expect(note({ ...decided, exception: 'a' })).toBe('exception_a')
  expect(noteOf({ ...fee(decided), nature: 'Employee' }, now - 1000)).toBeNull()
})

test('an old-format relationship is still valid, and a record with unknown fields is not', () => {
  expect(relationship.parse({ company: 'Acme', nature: 'fee' })).toEqual({ company: 'Acme', nature: 'fee' })
  expect(relationship.safeParse({ company: 'Acme', nature: 'fee', mitigated: true }).success).toBe(false)
  expect(relationship.safeParse(fee({ ...decided, step: '<img src=x>' })).success).toBe(false)
})
