// Credit for presenting, over HTTP on the whole server: two credits an hour, a repeated talk once, and no
// learner's credit for the same session.
import { expect, test } from '@jest/globals'
import type { Verification } from '@lectern/shared/certificates'
import type { ActivityCredit, Claim } from '@lectern/shared/credit'
import { freePort } from '../../../scripts/testing/freePort.ts'
import { dayMs } from '../core/clock.ts'
import { errorIn } from '../testing/answers.ts'
import { liveAt, minuteMs, plannedActivity, watchedSession } from '../testing/credit.ts'
import { onOneLine, readPdf } from '../testing/pdf.ts'
import { clearedFaculty } from '../testing/planning.ts'
import { type Method, startServers } from '../testing/servers.ts'

const port = String(await freePort())
let now = liveAt - dayMs
const lectern = await startServers({
  clock: () => now,
  settings: { PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` },
  noMistakes: true,
})
const activityId = 'talks'
const hourMs = 60 * minuteMs
const designatedAt = liveAt - 2 * dayMs

/** Three hours: a talk, the same one again, and another one by somebody else. */
const { conferenceId: _, ...activity } = plannedActivity(activityId, {
  title: 'Talks of the day',
  designations: [
    { policyId: 'ama', maximum: 3, designatedAt },
    { policyId: 'ama-faculty', maximum: 6, designatedAt },
  ],
  test: [],
})
await lectern.operate('PUT', 'activities', activity)
const sessions = [
  ['talk', 'Heart failure', 'okafor'],
  ['repeat', 'Heart  Failure', 'okafor'],
  ['other', 'Arrhythmia', 'lindqvist'],
] as const
for (const [i, [id, title, speaker]] of sessions.entries())
  await lectern.operate('PUT', 'sessions', {
    id,
    title,
    summary: '',
    track: '',
    startsAt: liveAt + i * hourMs,
    endsAt: liveAt + (i + 1) * hourMs,
    speakers: [clearedFaculty(speaker)],
    moderators: [clearedFaculty('moreau')],
    activityId,
  })
// Only all of them together have the planned time.
for (const [id] of sessions) await lectern.approve(id)
// The speaker had a seat at the own talk, from before being named its speaker, and watched the third.
await watchedSession(lectern.connection, 'talk', { clara: 60, okafor: 60 })
await watchedSession(lectern.connection, 'repeat', { clara: 60 }, 60, liveAt + hourMs)
await watchedSession(lectern.connection, 'other', { clara: 60, okafor: 60 }, 60, liveAt + 2 * hourMs)
now = liveAt + 3 * hourMs + minuteMs

const send = (as: string, method: Method, path: string, body?: unknown) =>
  lectern.request(path, { as, method, body })
async function answerOf<Answer>(as: string, method: Method, path: string, body?: unknown): Promise<Answer> {
  const response = await send(as, method, path, body)
  if (!response.ok) throw new Error(JSON.stringify(await errorIn(response)))
  return (await response.json()) as Answer
}
const earnedBy = async (personId: string): Promise<Record<string, number>> => {
  const { results } = await answerOf<ActivityCredit>(personId, 'GET', `/api/credit/${activityId}`)
  return Object.fromEntries(results.map(({ policyId, earned }) => [policyId, earned]))
}

test('who presents earns two credits an hour, for a repeated talk once, and no learner’s credit for own talks', async () => {
  expect(await earnedBy('okafor')).toEqual({ ama: 1, 'ama-faculty': 2 })
  expect(await earnedBy('lindqvist')).toEqual({ ama: 0, 'ama-faculty': 2 })
})

test('who only learns earns as a learner, and nothing for presenting', async () => {
  expect(await earnedBy('clara')).toEqual({ ama: 3 })
})

test('the certificate for faculty says what it is for, and is verified like any other', async () => {
  await answerOf('okafor', 'PUT', `/api/credit/${activityId}/evaluation`, {
    answers: { useful: '5', 'commercial-bias': 'yes' },
    submit: true,
  })
  const claim = (policyId: string, amount: number) =>
    send('okafor', 'POST', `/api/credit/${activityId}/claims`, { policyId, amount })
  expect((await errorIn(await claim('ama-faculty', 2.25))).code).toBe('not_earned')
  expect((await errorIn(await claim('ama', 1.25))).code).toBe('not_earned')
  const { code } = (await (await claim('ama-faculty', 2)).json()) as Claim
  const verified = (await (
    await fetch(`http://127.0.0.1:${port}/api/certificates/${code}`)
  ).json()) as Verification
  expect(verified).toMatchObject({ status: 'valid', title: 'Certificate of faculty credit', amount: 2 })
  const pdf = await send('okafor', 'GET', `/api/credit/certificates/${code}.pdf`)
  const words = onOneLine((await readPdf(Buffer.from(await pdf.arrayBuffer()))).text)
  expect(words).toContain('for presenting, at two credits an hour')
  // What was attended as a learner can be claimed beside it.
  expect((await claim('ama', 1)).status).toBe(201)
})

test('the same talk in another activity, once it was claimed, gives nothing more', async () => {
  const at = liveAt + dayMs
  const id = 'talks-again'
  const again = { ...activity, id, title: 'Talks of the next day' }
  await lectern.operate('PUT', 'activities', {
    ...again,
    designations: [{ policyId: 'ama-faculty', maximum: 4, designatedAt }],
  })
  for (const [i, title] of ['Heart failure', 'Shock'].entries())
    await lectern.operate('PUT', 'sessions', {
      ...{ id: `next-${i}`, title, summary: '', track: '', activityId: id },
      ...{ startsAt: at + i * hourMs, endsAt: at + (i + 1) * hourMs },
      speakers: [clearedFaculty('okafor')],
      moderators: [clearedFaculty('moreau')],
    })
  for (const i of [0, 1]) await lectern.approve(`next-${i}`)
  for (const i of [0, 1])
    await watchedSession(lectern.connection, `next-${i}`, { clara: 60 }, 60, at + i * hourMs)
  now = at + 2 * hourMs + minuteMs
  const { results } = await answerOf<ActivityCredit>('okafor', 'GET', `/api/credit/${id}`)
  expect(results.map(({ policyId, earned }) => [policyId, earned])).toEqual([['ama-faculty', 2]])
  expect(results[0]!.reasons.map(({ code }) => code)).toContain('concurrent_once')
})
