import { choose, poll } from './fakePolls.ts'
import { newsOf } from './pollNews.ts'

test('an opened poll is announced once, with its time, then ten seconds before its end, then its end', () => {
  const told = new Set<string>()
  const open = [poll('a', { closesAt: 90_000 })]
  expect(newsOf(told, open, 0)).toEqual(['New poll: Question a? You have 1 minute 30 seconds.'])
  for (const now of [1000, 30_000, 79_000]) expect(newsOf(told, open, now)).toEqual([])
  expect(newsOf(told, open, 80_000)).toEqual(['10 seconds left to answer: Question a?'])
  for (const now of [81_000, 89_000, 91_000]) expect(newsOf(told, open, now)).toEqual([])
  const closed = [poll('a', { status: 'closed' })]
  expect(newsOf(told, closed, 92_000)).toEqual(['The poll has closed: Question a?'])
  expect(newsOf(told, closed, 93_000)).toEqual([])
})

test('a poll with little time left is announced once', () => {
  const told = new Set<string>()
  const open = [poll('a', { closesAt: 8000 })]
  expect(newsOf(told, open, 0)).toEqual(['New poll: Question a? You have 8 seconds.'])
  expect(newsOf(told, open, 1000)).toEqual([])
})

test('drafts and polls closed earlier are no news; people who have voted hear only of the end', () => {
  const told = new Set<string>()
  const voted = poll('c', { mine: choose('o1'), closesAt: 5000 })
  const polls = [poll('a', { status: 'draft' }), poll('b', { status: 'closed' }), voted]
  expect(newsOf(told, polls, 0)).toEqual([])
  expect(newsOf(told, [{ ...voted, status: 'closed' }], 6000)).toEqual(['The poll has closed: Question c?'])
})
