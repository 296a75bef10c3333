import { describe, expect, test } from '@jest/globals'
import { identifiers, noDetails, type PrivateDetails } from './details.ts'
import {
  type MergeSide,
  mergedDetails,
  mergedNames,
  mergeMoves,
  mergeNotes,
  mergeRefusals,
} from './mergeRules.ts'

const details = (given: object, more: Partial<PrivateDetails> = {}): PrivateDetails => ({
  ...noDetails,
  ...more,
  identifiers: identifiers.parse(given),
})
const side = (fields: Partial<MergeSide> = {}): MergeSide => ({
  id: 'a',
  person: { name: 'Clara Nwosu', credentials: '', affiliation: '', profession: 'other' },
  details: noDetails,
  memberships: [],
  claims: [],
  evaluated: [],
  tested: [],
  unsettled: [],
  watched: 0,
  links: 0,
  ...fields,
})
const claim = (fields: Partial<MergeSide['claims'][number]> = {}) => ({
  activityId: 'hf',
  policyId: 'ama',
  time: [],
  paidWith: [],
  words: '1.00 credit in “Heart failure”',
  code: 'AAA',
  isOpen: false,
  ...fields,
})

describe('refused', () => {
  test.each([
    ['different NPIs', { npi: '1234567893' }, { npi: '2000000002' }, 1],
    ['the same NPI', { npi: '1234567893' }, { npi: '1234567893' }, 0],
    ['an NPI of one of them', { npi: '1234567893' }, {}, 0],
    ['different EFNs', { efn: '802761234567896' }, { efn: '802760000000017' }, 1],
    ['different board ids', { boardIds: { ABIM: '1' } }, { boardIds: { ABIM: '2' } }, 0],
  ])('%s', (_, one, other, refusals) => {
    const found = mergeRefusals(side({ details: details(one) }), side({ details: details(other) }))
    expect(found).toHaveLength(refusals)
  })

  test('the same credit claimed by both, and a claim that is being recorded', () => {
    expect(mergeRefusals(side({ claims: [claim()] }), side({ claims: [claim({ code: 'BBB' })] }))).toEqual([
      'Both have claimed the same credit: 1.00 credit in “Heart failure” (AAA) and 1.00 credit in “Heart failure” (BBB). Revoke one of the certificates first.',
    ])
    expect(
      mergeRefusals(side({ claims: [claim()] }), side({ claims: [claim({ policyId: 'ancc' })] })),
    ).toEqual([])
    expect(mergeRefusals(side(), side({ claims: [claim({ isOpen: true })] }))).toHaveLength(1)
  })

  const minutes = (from: number, to: number) => [{ from: from * 60_000, to: to * 60_000 }]
  test.each([
    ['two sessions of a series', { partId: 'a' }, { partId: 'b', time: minutes(60, 120) }, 0],
    ['one session of a series', { partId: 'a' }, { partId: 'a' }, 1],
    ['the same minutes by two bodies', {}, { policyId: 'ancc' }, 1],
    [
      'a minute that both claims have',
      { activityId: 'b', time: minutes(0, 60) },
      { time: minutes(59, 90) },
      1,
    ],
    [
      'minutes that follow one another',
      { activityId: 'b', time: minutes(0, 60) },
      { time: minutes(60, 90) },
      0,
    ],
    ['the same minutes by bodies that both may pay', { paidWith: ['moc-abim'] }, { policyId: 'moc-abim' }, 0],
    [
      'the same minutes by such bodies, in two activities',
      { activityId: 'b', paidWith: ['moc-abim'] },
      { policyId: 'moc-abim' },
      1,
    ],
    ['claims made before their minutes were stored', { activityId: 'b', time: [] }, {}, 0],
  ])('%s, claimed by both', (_what, one, other, refusals) => {
    const hour = { time: minutes(0, 60) }
    const found = mergeRefusals(
      side({ claims: [claim({ ...hour, ...one })] }),
      side({ claims: [claim({ ...hour, ...other })] }),
    )
    expect(found).toHaveLength(refusals)
  })

  test('while minutes of either are not final', () => {
    expect(mergeRefusals(side({ unsettled: ['Stroke'] }), side({ unsettled: ['Stroke'] }))).toEqual([
      'Minutes are not final yet in “Stroke”. Merge them after its end.',
    ])
  })
})

test('what moves is named, and nothing that is not there', () => {
  expect(mergeMoves(side())).toHaveLength(1)
  const full = side({
    memberships: [{ conferenceId: 'c', title: 'Cardiology', roles: ['clinician', 'speaker'] }],
    watched: 2,
    claims: [claim()],
    links: 1,
  })
  expect(mergeMoves(full).slice(0, 4)).toEqual([
    'clinician, speaker at “Cardiology”',
    'Watched time of 2 sessions',
    'Certificate AAA: 1.00 credit in “Heart failure”',
    '1 sign-in link: from then on they sign in the person who stays',
  ])
})

test('what differs is said, with what stays', () => {
  const person = {
    name: 'Clara Nwosu',
    credentials: 'MD',
    affiliation: 'Charité',
    profession: 'nurse',
  } as const
  const kept = side({ person, details: details({ birthMonth: 1, birthDay: 2 }, { email: 'c@example.org' }) })
  const merged = side({
    person: { ...person, name: 'C. Nwosu', affiliation: '', profession: 'physician' },
    details: details({ birthMonth: 1, birthDay: 3 }, { email: 'C@example.org' }),
    evaluated: [{ activityId: 'hf', title: 'Heart failure' }],
  })
  expect(mergeNotes(kept, merged)).toEqual([
    'Name: “Clara Nwosu” stays, “C. Nwosu” goes.',
    'Their professions differ: that of the person who stays decides which credit they can earn.',
    'Their birthdays differ: that of the person who stays is kept.',
  ])
})

describe('the person who stays', () => {
  test('keeps what they have, and gets what only the other one has', () => {
    const kept = details({ npi: '1234567893', licences: [{ state: 'NY', number: '1' }] })
    const merged = details(
      {
        npi: '1234567893',
        nabpId: '7654321',
        licences: [
          { state: 'NY', number: '1' },
          { state: 'MA', number: '2' },
        ],
        birthMonth: 3,
        birthDay: 9,
      },
      { email: 'clara@example.org' },
    )
    expect(mergedDetails(kept, merged)).toMatchObject({
      email: 'clara@example.org',
      identifiers: { npi: '1234567893', nabpId: '7654321', birthMonth: 3, birthDay: 9 },
    })
    expect(mergedDetails(kept, merged).identifiers.licences).toHaveLength(2)
    // A repeat after a crash.
    expect(mergedDetails(mergedDetails(kept, merged), merged)).toEqual(mergedDetails(kept, merged))
  })

  test('has the later decision about each register', () => {
    const kept = details({}, { permissions: { pars: { given: true, at: 5 }, eiv: { given: true, at: 5 } } })
    const merged = details(
      {},
      { permissions: { pars: { given: false, at: 6 }, eiv: { given: false, at: 4 } } },
    )
    expect(mergedDetails(kept, merged).permissions).toEqual({
      pars: { given: false, at: 6 },
      eiv: { given: true, at: 5 },
    })
  })

  test('has a confirmed name where only the other one had confirmed it', () => {
    const names = { name: 'Clara Nwosu', credentials: '', affiliation: '', profession: 'other' } as const
    const confirmed = { ...names, givenName: 'Clara', familyName: 'Nwosu', credentials: 'MD' }
    expect(mergedNames(names, confirmed)).toEqual({
      givenName: 'Clara',
      familyName: 'Nwosu',
      credentials: 'MD',
    })
    expect(mergedNames(confirmed, { ...names, credentials: 'RN' })).toEqual({})
  })
})
