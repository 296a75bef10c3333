import { describe, expect, test } from '@jest/globals'
import { AppError } from '@lectern/shared/errors'
import { type PollChoice, pollKinds, pollResults, pollStatuses } from '@lectern/shared/polls'
import { choose, draftOf, say } from '../testing/polls.ts'
import { checkedChoice, choicesOf, type Eyes, type PollRecord, pollFor, statusOf } from './pollRules.ts'

const now = 1_798_761_600_123
const tally = { people: 3, counts: { a: 1, b: 2, c: 0 } }

const recordOf = (given: Partial<PollRecord> = {}): PollRecord => ({
  id: 'poll',
  draft: draftOf({ kind: 'quiz' }),
  version: 7,
  status: 'open',
  made: 1,
  openedAt: now - 1000,
  closesAt: null,
  onStage: false,
  tally,
  ...given,
})

const allEyes: Eyes[] = ['desk', 'viewer']
const table = pollResults.flatMap((results) =>
  pollStatuses.flatMap((status) =>
    [false, true].flatMap((voted) =>
      [false, true].flatMap((mayChange) =>
        allEyes.map((eyes) => ({ results, status, voted, mayChange, eyes })),
      ),
    ),
  ),
)

/** The rules once more, in the words of the documentation. */
function expected({ results, status, voted, mayChange, eyes }: (typeof table)[number]): string {
  if (eyes === 'desk') return 'tally answer'
  if (status === 'draft') return 'nothing'
  if (status === 'closed') return 'tally answer'
  if (results === 'closed') return 'poll'
  if (!voted) return results === 'live' ? 'tally' : 'poll'
  return mayChange ? 'tally' : 'tally answer'
}

test.each(table)(
  'with results "$results", a poll that is $status shows the $eyes (voted: $voted, may change: $mayChange) no more than it may',
  (row) => {
    const mine = row.voted ? choose('a') : null
    const draft = draftOf({ kind: 'quiz', results: row.results, mayChange: row.mayChange })
    const seen = pollFor(row.eyes, recordOf({ status: row.status, draft }), mine, now)
    const outcome = expected(row)
    if (outcome === 'nothing') {
      expect(seen).toBeUndefined()
      return
    }
    expect(seen).toMatchObject({ id: 'poll', status: row.status, mine })
    expect(seen!.tally).toEqual(outcome.includes('tally') ? tally : null)
    expect(seen!.correct).toEqual(outcome.includes('answer') ? ['b'] : null)
    expect(seen!.feedback).toEqual(outcome.includes('answer') ? 'It is b.' : null)
    if (!outcome.includes('answer')) expect(JSON.stringify(seen)).not.toContain('It is b.')
  },
)

test('a poll whose time has passed is closed, and shows what a closed poll shows', () => {
  const running = recordOf({ closesAt: now + 1 })
  expect(statusOf(running, now)).toBe('open')
  expect(pollFor('viewer', running, null, now)).toMatchObject({ status: 'open', tally: null, correct: null })
  expect(statusOf(running, now + 1)).toBe('closed')
  expect(pollFor('viewer', running, null, now + 1)).toMatchObject({ status: 'closed', tally, correct: ['b'] })
})

test('a draft is a draft, whatever its times say', () => {
  expect(statusOf(recordOf({ status: 'draft', closesAt: 1 }), now)).toBe('draft')
})

test('choices are the options, the numbers of the scale, or none', () => {
  expect(choicesOf(draftOf({ kind: 'multiple' }))).toEqual(['a', 'b', 'c'])
  expect(choicesOf(draftOf({ kind: 'rating', scale: 4 }))).toEqual(['1', '2', '3', '4'])
  expect(choicesOf(draftOf({ kind: 'text' }))).toEqual([])
})

describe('a choice', () => {
  const valid: [string, PollChoice, PollChoice][] = [
    ['single', choose('b'), choose('b')],
    ['single', choose('b', 'b'), choose('b')],
    ['quiz', choose('c'), choose('c')],
    ['multiple', choose('c', 'a', 'c'), choose('a', 'c')],
    ['multiple', choose('a', 'b', 'c'), choose('a', 'b', 'c')],
    ['rating', choose('1'), choose('1')],
    ['rating', choose('5'), choose('5')],
    ['text', say('  Less salt '), say('Less salt')],
  ]
  test.each(valid)('for %s of %j is taken as %j', (kind, given, written) => {
    expect(checkedChoice(draftOf({ kind: kind as 'single' }), given)).toEqual(written)
  })

  const both = { ...choose('a'), text: 'also this' }
  const refused: [string, PollChoice, RegExp][] = [
    ['single', choose(), /nothing is chosen/],
    ['single', choose('a', 'b'), /only one can be chosen/],
    ['single', choose('d'), /none of the options/],
    ['single', choose('people'), /none of the options/],
    ['single', choose('toString'), /none of the options/],
    ['single', say('b'), /by choosing, not in words/],
    ['quiz', choose('a', 'b'), /only one can be chosen/],
    ['quiz', choose(), /nothing is chosen/],
    ['multiple', choose(), /nothing is chosen/],
    ['multiple', choose('a', 'd'), /none of the options/],
    ['multiple', both, /by choosing, not in words/],
    ['rating', choose('0'), /from 1 to 5/],
    ['rating', choose('6'), /from 1 to 5/],
    ['rating', choose('01'), /from 1 to 5/],
    ['rating', choose('2.5'), /from 1 to 5/],
    ['rating', choose('4', '5'), /only one can be chosen/],
    ['rating', choose(), /nothing is chosen/],
    ['text', say('   '), /the answer is empty/],
    ['text', choose('a'), /in words, not by choosing/],
  ]
  test.each(refused)('for %s of %j is refused in plain words', (kind, given, words) => {
    const attempt = () => checkedChoice(draftOf({ kind: kind as 'single' }), given)
    expect(attempt).toThrow(AppError)
    expect(attempt).toThrow(words)
    expect(attempt).toThrow(expect.objectContaining({ code: 'invalid_request' }))
  })

  test('is checked for every kind', () => {
    for (const kind of pollKinds) expect(valid.some(([known]) => known === kind)).toBe(true)
    for (const kind of pollKinds) expect(refused.some(([known]) => known === kind)).toBe(true)
  })
})
