// Who may do what with credit, and who may not: every route of it, on the whole server.
import { expect, test } from '@jest/globals'
import { plannedActivity } from '../testing/credit.ts'
import { startCreditServer } from '../testing/creditServer.ts'
import type { Method } from '../testing/servers.ts'
import { newCode } from './certificateCodes.ts'

const lectern = await startCreditServer({})
const activityId = 'heart-failure-2026'
const path = `/api/credit/${activityId}`
const office = '/api/credit/office'

/** With a body in each row, without which Jest would take that place for its own. */
const whole = (rows: [Method, string, unknown?][]) =>
  rows.map(([method, to, body]): [Method, string, unknown] => [method, to, body])

const learners: [Method, string, unknown?][] = [
  ['GET', '/api/credit'],
  ['GET', path],
  ['PUT', '/api/credit/profile', {}],
  ['PUT', `${path}/evaluation`, { answers: {}, submit: false }],
  ['PUT', `${path}/test`, { answers: {}, submit: false }],
  ['POST', `${path}/claims`, { policyId: 'ama', amount: 1 }],
  ['POST', '/api/credit/appeals', { sessionId: 'heart-failure', text: 'Hello.' }],
  ['GET', '/api/credit/transcript.pdf'],
  ['GET', `/api/credit/certificates/${newCode()}.pdf`],
]
test.each(whole(learners))(
  '%s %s: neither exhibitors nor whoever is not signed in',
  async (method, to, body) => {
    expect(await lectern.codeOf('ellis', method, to, body)).toBe('forbidden')
    expect(await lectern.codeOf('nobody', method, to, body)).toBe('not_signed_in')
  },
)

const offices: [Method, string, unknown?][] = [
  ['GET', office],
  ['GET', `${office}/${activityId}`],
  ['GET', `${office}/${activityId}/credits.csv`],
  ['GET', `${office}/${activityId}/people/clara/evidence`],
  ['GET', `${office}/${activityId}/people/clara/evidence.csv`],
  ['GET', `${office}/${activityId}/evaluations`],
  ['GET', `${office}/${activityId}/evaluations.csv`],
  ['GET', `${office}/${activityId}/registers/pars.json`],
  ['GET', `${office}/${activityId}/registers/pars-missing.csv`],
  ['GET', `${office}/${activityId}/registers/cpe-monitor.csv`],
  ['GET', `${office}/${activityId}/registers/cpe-monitor-missing.csv`],
  [
    'POST',
    `${office}/overrides`,
    {
      sessionId: 'heart-failure',
      personId: 'okafor',
      fromMinute: 0,
      toMinute: 60,
      credited: true,
      reason: 'Because I say so.',
    },
  ],
  ['POST', `${office}/${activityId}/registers/cpe-monitor/reported`, { madeAt: 1 }],
  ['POST', `${office}/appeals/some-appeal`, { reason: 'No trace.' }],
  ['POST', `${office}/certificates/${newCode()}/revoke`, { reason: 'No trace.' }],
]
test.each(whole(offices))('%s %s: nobody but organisers', async (method, to, body) => {
  for (const who of ['clara', 'okafor', 'moreau', 'ellis'] as const)
    expect([who, await lectern.codeOf(who, method, to, body)]).toEqual([who, 'forbidden'])
  expect(await lectern.codeOf('nobody', method, to, body)).toBe('not_signed_in')
})

test('every route of credit is in one of the two tables, or is public', () => {
  const asked = [...learners, ...offices].map(([method, to]) =>
    `${method} ${to}`
      .replace(/[0-9A-Z]{6}(-[0-9A-Z]{5}){4}/, ':code')
      .replace(activityId, ':activityId')
      .replace('cpe-monitor/reported', ':register/reported')
      .replace('some-appeal', ':appealId')
      .replace('people/clara', 'people/:personId'),
  )
  const routes = lectern.server.routes.filter((route) => route.includes('/api/credit'))
  expect(routes.length).toBeGreaterThan(0)
  expect([...routes].sort()).toEqual([...asked].sort())
})

test('planning an activity needs the operator token', async () => {
  for (const who of ['ito', 'clara', 'nobody'] as const)
    expect(await lectern.codeOf(who, 'PUT', '/api/operator/activities', plannedActivity('x'))).toBe(
      'forbidden',
    )
})
