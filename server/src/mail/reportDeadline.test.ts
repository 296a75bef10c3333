// The CE office hears of reporting deadlines: from claimed credit to a real mail server.
import { once } from 'node:events'
import { expect, test } from '@jest/globals'
import { identifiers } from '@lectern/shared/details'
import { keys } from '@lectern/shared/keys'
import { createActivityRecords } from '../credit/activityRecords.ts'
import { claimedKey } from '../credit/registers/claimed.ts'
import { createEventReports } from '../credit/registers/eventReports.ts'
import { createReporting } from '../credit/registers/reporting.ts'
import { createReportsDue } from '../credit/registers/reportsDue.ts'
import { conferenceId, testConference } from '../testing/conference.ts'
import { liveAt, minuteMs, startCredit, watcherOf } from '../testing/credit.ts'
import { createAutomatic } from './automatic.ts'
import { createMailIds } from './mailIds.ts'
import { createMailStore } from './mailStore.ts'
import { createOutbox } from './outbox.ts'
import { createPost } from './post.ts'
import { createSubscriptions } from './subscriptions.ts'
import { createTemplatesStore } from './templatesStore.ts'
import { startMailServer } from './testing/mailServer.ts'
import { startSending } from './testing/sendingProcess.ts'

let now = liveAt + 61 * minuteMs
const clock = () => now
const { redis, server } = await startCredit(clock)
const { intents, accounts } = server
const credit = { ...server.credit, publicUrl: () => 'https://cme.example' }
const secret = 'a secret of the mails'
const templates = createTemplatesStore(server.redis)
const ids = createMailIds(secret)
const outbox = createOutbox({ store: createMailStore(server.redis), ids, clock })
const smtp = await startMailServer()
const eventReports = createEventReports({ redis: server.redis, credit, intents })
/** A server that is killed before it notes that it has made the mails. */
let isKilled = false

const automatic = () =>
  createAutomatic({
    redis: server.redis,
    conference: async () => testConference,
    views: async () => [],
    members: async () => [],
    claimable: async () => [],
    unsigned: async () => [],
    followUps: async () => [],
    reportsDue: createReportsDue(credit, eventReports),
    office: async () => (await accounts.people()).filter(({ isOffice }) => isOffice),
    groups: { peopleOf: async () => [] },
    templates,
    async post(...mails) {
      const made = await createPost({
        outbox,
        subscriptions: createSubscriptions(server.redis, secret),
        addressesOf: async (personIds) => personIds.map((id) => `${id}@example.org`),
        hasSmtp: true,
        wake: async () => undefined,
      })(...mails)
      if (isKilled && made > 0) throw new Error('killed')
      return made
    },
    clock,
  })
const servers = [automatic(), automatic()]
const [one] = servers

/** Two servers look, and another one sends what they made. */
async function received(at: string) {
  now = Date.parse(at)
  await Promise.all(servers.map(({ look }) => look(conferenceId)))
  if ((await outbox.due(conferenceId, now, 1)).length === 0) return []
  const before = smtp.received.length
  await once(startSending({ redisUrl: redis.url, smtpPort: smtp.port, conferenceId, now }), 'exit')
  return smtp.received.slice(before).map(({ to, mail: { subject, text } }) => ({ to, subject, text: text! }))
}

/** A pharmacist who has claimed credit of an activity: CPE Monitor is to have a record. */
async function pharmacist() {
  const watcher = await watcherOf(server, { profession: 'pharmacist' })
  const { activity, person } = watcher
  const numbers = identifiers.parse({ nabpId: '1234567', birthMonth: 3, birthDay: 9 })
  await credit.details.saveIdentifiers(person.id, numbers)
  await credit.submitting.saveTest(activity, person, { first: 'a', second: 'yes' }, true)
  const { code } = await credit.claim(person, activity, { policyId: 'acpe-knowledge' }, 1)
  return { activity, person, code }
}
const linkTo = (activityId: string) =>
  `?next=${encodeURIComponent(`/office/activities/${activityId}/reporting`)}`

// The session was held on 2 March: CPE Monitor takes records until the end of 1 May, in Berlin.
test('everybody in the office gets one mail 14 days before, with a number, a link and no learner', async () => {
  const { activity, person } = await pharmacist()
  await accounts.invite(conferenceId, { id: 'second', name: 'Sam Second', roles: ['office'] })
  expect(await received('2026-04-16T23:59:00+02:00')).toEqual([])
  // The mails are made, and the server is killed before it has noted that.
  now = Date.parse('2026-04-17T00:01:00+02:00')
  isKilled = true
  await expect(one!.look(conferenceId)).rejects.toThrow('killed')
  isKilled = false
  const mails = await received('2026-04-17T00:02:00+02:00')
  expect(mails.map(({ to }) => to).sort()).toEqual([['ito@example.org'], ['second@example.org']])
  for (const { subject, text } of mails) {
    expect(subject).toBe(`To report by 1 May 2026: ${activity.title}`)
    expect(text).toContain(`Still to report by 1 May 2026 for “${activity.title}”:`)
    expect(text).toContain('- Records: 1')
    expect(text).not.toContain('Event report')
    expect(text).toContain(linkTo(activity.id))
    expect(text).not.toContain(person.name)
    expect(text).not.toContain(person.id)
  }
  expect(await received('2026-04-20T09:00:00+02:00')).toEqual([])
})

test('where the office switched the mail off, none is made', async () => {
  const settings = await templates.settings(conferenceId)
  await templates.saveSettings(conferenceId, { ...settings, off: ['report_deadline'] })
  expect(await received('2026-04-28T00:01:00+02:00')).toEqual([])
  await templates.saveSettings(conferenceId, settings)
})

test('three days before there is one more, and none once it is overdue', async () => {
  const mails = await received('2026-04-28T01:01:00+02:00')
  expect(mails.map(({ to }) => to[0]).sort()).toEqual(['ito@example.org', 'second@example.org'])
  expect(await received('2026-04-29T09:00:00+02:00')).toEqual([])
  expect(await received('2026-05-02T09:00:00+02:00')).toEqual([])
})

test('what was sent is not reminded of', async () => {
  await server.redis.del(keys.mailTimes(conferenceId))
  const { claimed: claimedOf } = createActivityRecords(credit)
  const reporting = createReporting(credit, claimedOf)
  now = Date.parse('2026-04-10T09:00:00+02:00')
  const { activity, code } = await pharmacist()
  const [own] = await claimedOf(activity)
  await credit.claims.markReported(activity.id, [{ key: claimedKey(own!), code, action: 'add' }], now)
  expect(await reporting.statuses(activity, await claimedOf(activity))).toMatchObject(
    expect.arrayContaining([expect.objectContaining({ register: 'cpe-monitor', unreported: 0 })]),
  )
  const mails = await received('2026-04-20T10:00:00+02:00')
  expect(mails.filter(({ text }) => text.includes(activity.title))).toEqual([])
})

test('a report about the event is named by its body', async () => {
  const changes = {
    designations: [{ policyId: 'eaccme', maximum: 1, designatedAt: liveAt }],
    attendance: {
      checks: { perHour: 3, answerSeconds: 60, extensionSeconds: 60, uncreditMinutes: 20 },
      ...{ excuseOutages: true, maxExcusedMinutes: 10 },
    },
  }
  const { activity: event } = await watcherOf(server, { changes, evaluated: false })
  const mails = await received('2026-03-20T09:00:00+01:00')
  expect(mails.map(({ subject }) => subject)).toEqual(
    Array(2).fill(`To report by 30 March 2026: ${event.title}`),
  )
  expect(mails[0]!.text).toContain('- Event report to EACCME')
  expect(mails[0]!.text).not.toContain('Records')
})
