// A server is killed between the mail server's acceptance and its own record of it.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from '@jest/globals'
import { fileRedis } from '../testing/redis.ts'
import { createMailIds } from './mailIds.ts'
import { createMailStore } from './mailStore.ts'
import { createOutbox, leaseMs } from './outbox.ts'
import { startMailServer } from './testing/mailServer.ts'
import { startSending } from './testing/sendingProcess.ts'

const redis = await fileRedis()
let now = 1_800_000_000_000
const ids = createMailIds('a secret of the mails')
const outbox = createOutbox({ store: createMailStore(redis.connect()), ids, clock: () => now })

const process_ = (smtpPort: number): ChildProcess =>
  startSending({ redisUrl: redis.url, smtpPort, conferenceId: 'c', now })

test.each([
  ['invitation', ''],
  ['commitment_follow_up', 'hf'],
  ['report_deadline', 'hf records 1800000000000 14'],
] as const)(
  'its mail (%s) is unknown, is not sent by itself, and goes out with the same id after a press',
  async (kind, thing) => {
    const mailId = ids.of({ conferenceId: 'c', kind, personId: 'clara', thing })
    let running: ChildProcess | undefined
    let accepted = 0
    const cruel = await startMailServer({
      onData: (stream, _, answer) => {
        stream.resume()
        stream.on('end', async () => {
          accepted += 1
          const gone = once(running!, 'exit')
          running!.kill('SIGKILL')
          await gone
          answer(null)
        })
      },
    })
    await outbox.add('c', [
      { kind, personId: 'clara', thing, path: '/', given: { activity: 'Heart failure' } },
    ])
    running = process_(cruel.port)
    await once(running, 'exit')
    expect(accepted).toBe(1)
    expect(await outbox.find('c', mailId)).toMatchObject({ status: 'sending', lease: { stage: 'handing' } })

    now += leaseMs
    const gentle = await startMailServer()
    await once(process_(gentle.port), 'exit')
    const unknown = (await outbox.find('c', mailId))!
    expect(unknown.status).toBe('unknown')
    expect(gentle.received).toEqual([])

    await outbox.act('c', { mailId, act: 'again', version: unknown.version })
    await once(process_(gentle.port), 'exit')
    expect(await outbox.find('c', mailId)).toMatchObject({ status: 'sent' })
    expect(gentle.received.map(({ mail }) => mail.messageId)).toEqual([`<lectern.${mailId}@example.org>`])
  },
)
