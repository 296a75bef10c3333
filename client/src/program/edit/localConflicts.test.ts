import type { Conflict } from '@lectern/shared/conflict'
import { minute, morning, okafor, plannedOf, planningOf, twice } from './fakePlanning.ts'
import { conflictsWith } from './localConflicts.ts'

const heart = plannedOf('heart', morning, { speakers: [okafor] })
const rounds = plannedOf('rounds', morning + 60 * minute, { speakers: [okafor] })
const far = plannedOf('far', morning + 600 * minute, { speakers: [okafor] })
const codes = (conflicts: readonly Conflict[]) =>
  conflicts.map(({ code, sessionIds }) => [code, ...sessionIds].join(' '))

test('nothing is changed: the server’s conflicts are those', () => {
  const planning = planningOf([heart, rounds], { conflicts: [twice('heart', 'rounds')] })
  expect(conflictsWith(planning, [])).toBe(planning.conflicts)
})

test('a person in two places is found while a session is moved, and gone when it is moved away', () => {
  const planning = planningOf([heart, rounds, far])
  const early = { ...rounds.session, startsAt: morning + 30 * minute }
  expect(codes(conflictsWith(planning, [early]))).toEqual(['person_twice heart rounds'])
  const conflicted = planningOf([heart, { ...rounds, session: early }], {
    conflicts: [twice('heart', 'rounds')],
  })
  expect(conflictsWith(conflicted, [rounds.session])).toEqual([])
})

test('conflicts of other sessions stay as the server says', () => {
  const planning = planningOf([heart, rounds, far], { conflicts: [twice('heart', 'rounds')] })
  const later = { ...far.session, startsAt: far.session.startsAt + 5 * minute }
  expect(codes(conflictsWith(planning, [later]))).toEqual(['person_twice heart rounds'])
})

test('promotion that only the server knows of stays until a session is moved', () => {
  const near: Conflict = {
    code: 'promotion_too_near',
    blocks: true,
    sessionIds: ['heart', 'rounds'],
    who: 'organiser',
    message: 'Too near.',
  }
  const planning = planningOf([heart, plannedOf('rounds', morning + 60 * minute)], { conflicts: [near] })
  expect(conflictsWith(planning, [{ ...heart.session, title: 'Heart failure' }])).toEqual([near])
  const away = { ...heart.session, startsAt: morning - 60 * minute, endsAt: morning }
  expect(conflictsWith(planning, [away])).toEqual([])
})
