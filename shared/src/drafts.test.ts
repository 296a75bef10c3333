import { expect, test } from '@jest/globals'
import { isDraft, seenBy, seesDraft } from './drafts.ts'
import { member, plannedSession } from './testing/programme.ts'

const session = plannedSession('talk', 0, 60, {
  status: 'in_review',
  speakers: [member('speaker')],
  moderators: [member('moderator')],
  planners: [member('planner')],
})

test('a session is a draft until it is approved, and no longer once it has gone live', () => {
  expect(isDraft({ status: 'draft' }, 'scheduled')).toBe(true)
  expect(isDraft({ status: 'in_review' }, 'scheduled')).toBe(true)
  expect(isDraft({ status: 'approved' }, 'scheduled')).toBe(false)
  for (const phase of ['live', 'paused', 'ended'] as const)
    expect(isDraft({ status: 'draft' }, phase)).toBe(false)
})

test('a draft is seen by its own people and by those who plan or run the conference', () => {
  for (const id of ['speaker', 'moderator', 'planner'])
    expect(seesDraft(session, { id, roles: ['clinician'] })).toBe(true)
  for (const role of ['office', 'organiser', 'moderator'] as const)
    expect(seesDraft(session, { id: 'other', roles: [role] })).toBe(true)
  for (const role of ['clinician', 'speaker', 'exhibitor'] as const)
    expect(seesDraft(session, { id: 'other', roles: [role] })).toBe(false)
})

test('everybody sees what is approved or has gone live', () => {
  const state = { version: 1, liveAt: null, endedAt: null, breaks: [], resumesAt: null }
  const views = [
    { session, state: { ...state, sessionId: 'talk', phase: 'scheduled' as const } },
    { session, state: { ...state, sessionId: 'talk', phase: 'live' as const } },
    {
      session: { ...session, status: 'approved' as const },
      state: { ...state, sessionId: 'talk', phase: 'scheduled' as const },
    },
  ]
  expect(seenBy(views, { id: 'other', roles: ['clinician'] })).toEqual(views.slice(1))
})
