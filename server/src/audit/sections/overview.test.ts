import { expect, test } from '@jest/globals'
import type { Block } from '@lectern/shared/audit'
import { testConference } from '../../testing/conference.ts'
import { liveAt, plannedActivity, plannedSession, policies, viewOf } from '../../testing/credit.ts'
import { overview } from './overview.ts'

test('every number of a designation is named, and whom or what it is for', () => {
  const designation = { policyId: 'acpe-knowledge', maximum: 1, designatedAt: liveAt }
  const activity = plannedActivity('hf', {
    designations: [
      {
        ...designation,
        number: '1234-0000-26-001-L01-P',
        numbers: [
          { number: '1234-0000-26-001-L01-T', profession: 'pharmacy_technician' },
          { number: '1234-0000-26-002-L01-P', sessionId: 'one' },
          { number: '1234-0000-26-003-L01-P', on: '2026-03-03' },
        ],
      },
      { policyId: 'participation', maximum: 1, designatedAt: liveAt, number: '' },
    ],
  })
  const { blocks } = overview({
    activity,
    conference: testConference,
    sessions: [viewOf(plannedSession('one', 'hf'))],
    policies,
    tally: { learners: 0, inSession: new Map() } as never,
    at: liveAt,
    isOver: false,
  })
  const table = blocks.find(
    (block): block is Extract<Block, { is: 'table' }> =>
      block.is === 'table' && block.caption === 'Designated credit',
  )
  expect(table?.rows.map((row) => row[2])).toEqual([
    '1234-0000-26-001-L01-P; 1234-0000-26-001-L01-T (pharmacy technician); 1234-0000-26-002-L01-P (“Session one”); 1234-0000-26-003-L01-P (3 March 2026)',
    'none',
  ])
})
