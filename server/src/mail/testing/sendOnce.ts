// A process of its own that sends what is due, for tests that kill it: node sendOnce.ts REDIS_URL SMTP_PORT
// CONFERENCE NOW
import { memoryLog } from '../../../../scripts/testing/log.ts'
import { connectRedis } from '../../core/redis.ts'
import { personNamed } from '../../testing/people.ts'
import { createMailIds } from '../mailIds.ts'
import { createMailStore } from '../mailStore.ts'
import { createOutbox } from '../outbox.ts'
import { createMailProblems } from '../problems.ts'
import { createSending } from '../sending.ts'
import { Smtp } from '../smtp.ts'
import { createSubscriptions } from '../subscriptions.ts'
import { createTemplatesStore } from '../templatesStore.ts'
import { createWriting } from '../writing.ts'
import { smtpSettings } from './smtpSettings.ts'

const [redisUrl, port, conferenceId, now] = process.argv.slice(2) as [string, string, string, string]
const { log } = memoryLog()
const redis = connectRedis(redisUrl, log)
const clock = () => Number(now)
const secret = 'a secret of the mails'
const settings = smtpSettings(Number(port))
const subscriptions = createSubscriptions(redis, secret)
const sending = createSending({
  redis,
  outbox: createOutbox({ store: createMailStore(redis), ids: createMailIds(secret), clock }),
  writing: createWriting({
    templates: createTemplatesStore(redis),
    subscriptions,
    conference: async (id) => ({ id, title: 'Cardiology 2026', timeZone: 'UTC' }),
    providerName: async () => 'Riverside Institute',
    findSession: async () => undefined,
    languageOf: async () => null,
    createLink: async () => undefined,
    secret,
    publicUrl: () => 'https://c.example',
  }),
  subscriptions,
  problems: createMailProblems(redis, clock),
  memberOf: async (personId) => personNamed(personId),
  addressesOf: async (personIds) => personIds.map((id) => `${id}@example.org`),
  contactOf: async () => undefined,
  settings,
  connect: () => new Smtp(settings),
  clock,
  log,
})
await sending.run(conferenceId, new AbortController().signal)
redis.disconnect()
