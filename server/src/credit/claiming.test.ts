import { expect, test } from '@jest/globals'
import type { Activity, Claim } from '@lectern/shared/credit'
import { statementText } from '@lectern/shared/statements'
import { dayMs } from '../core/clock.ts'
import { leaseMs } from '../ledger/intents.ts'
import type { LedgerStore } from '../ledger/ledgerStore.ts'
import { codeOf } from '../testing/answers.ts'
import { conferenceId } from '../testing/conference.ts'
import {
  type CreditServer,
  connectCredit,
  entriesOf,
  invite,
  liveAt,
  minuteMs,
  startCredit,
  watcherOf,
} from '../testing/credit.ts'
import { createOfficeActs } from './officeActs.ts'

const ended = liveAt + 60 * minuteMs
let now = ended + minuteMs
const { redis, server } = await startCredit(() => now)
const servers = [server, connectCredit(redis.url, () => now)] as const

/** A new physician who watched `minutes` of 60 and wrote the evaluation. */
const watcher = (minutes = 60, evaluated = true) => watcherOf(server, { minutes, evaluated })

async function claim(
  learner: { personId: string; activity: Activity },
  amount = 1,
  { by = server, policyId = 'ama' } = {},
): Promise<Claim> {
  return by.credit.claim(await by.credit.personOf(learner.personId), learner.activity, { policyId }, amount)
}
const kindsOf = async (personId: string, activityId: string) =>
  (await entriesOf(server.ledger))
    .filter(
      ({ by, data }) => by === personId || (data.personId === personId && data.activityId === activityId),
    )
    .map(({ kind }) => kind)

test('earned credit is claimed, certified and in the ledger', async () => {
  const learner = await watcher()
  const claimed = await claim(learner)
  expect(claimed).toMatchObject({
    activityId: learner.activity.id,
    policyId: 'ama',
    amount: 1,
    claimedAt: now,
  })
  expect(await server.credit.claims.certificate(claimed.code)).toMatchObject({
    code: claimed.code,
    personId: learner.personId,
    holder: `Name of ${learner.personId}, X`,
    amount: 1,
    unit: 'AMA PRA Category 1 Credit™',
    provider: 'The Institute',
    startsAt: liveAt,
    endsAt: ended,
    revokedAt: null,
    replacedBy: null,
  })
  expect(await kindsOf(learner.personId, learner.activity.id)).toEqual([
    'evaluation.submitted',
    'claim.made',
    'certificate.issued',
  ])
  expect(await server.redis.hlen('{credit}:intents')).toBe(0)
})

test('an amount is claimed in exact hundredths, and never less than a step', async () => {
  const learner = await watcherOf(server, { profession: 'nurse' })
  const ancc = { policyId: 'ancc' }
  for (const amount of [1e-9, 0.004, 0.305, 0.3000001])
    expect(await codeOf(claim(learner, amount, ancc))).toBe('invalid_request')
  const claimed = await claim(learner, 0.1 + 0.2, ancc)
  expect(claimed.amount).toBe(0.3)
  expect(await claim(learner, 0.3, ancc)).toEqual(claimed)
  expect((await server.credit.claims.certificate(claimed.code))!.amount).toBe(0.3)
})

test('the certificate uses the credit body’s wording, with every field filled in', async () => {
  const { code } = await claim(await watcher())
  const { statements } = (await server.credit.claims.certificate(code))!
  expect(statements.join(' ')).not.toMatch(/\{\{|undefined/)
  expect(statements.map(statementText).join(' ')).toContain(
    'designates this live activity for a maximum of 1.00 AMA PRA Category 1 Credit(s)™.',
  )
})

test('less than was earned may be claimed', async () => {
  expect(await claim(await watcher(), 0.5)).toMatchObject({ amount: 0.5 })
})

test('a claim made twice at once from two servers is one claim with one certificate', async () => {
  const learner = await watcher()
  const claims = await Promise.all(
    Array.from({ length: 8 }, (_, i) => claim(learner, 1, { by: servers[i % 2]! })),
  )
  expect(new Set(claims.map(({ code }) => code)).size).toBe(1)
  const kinds = await kindsOf(learner.personId, learner.activity.id)
  expect(kinds.filter((kind) => kind === 'claim.made')).toHaveLength(1)
  expect(kinds.filter((kind) => kind === 'certificate.issued')).toHaveLength(1)
  expect(await server.credit.claims.of(learner.personId)).toHaveLength(1)
})

test('of two different claims at once one counts, and the other is told the result', async () => {
  const learner = await watcher()
  const outcomes = await Promise.all([
    codeOf(claim(learner, 1, { by: servers[0] })),
    codeOf(claim(learner, 0.5, { by: servers[1] })),
  ])
  expect([...outcomes].sort()).toEqual(['conflict', 'ok'])
})

test('a repeated claim gets the same answer, even after the deadline', async () => {
  const learner = await watcher()
  const first = await claim(learner)
  now += 400 * dayMs
  try {
    expect(await claim(learner)).toEqual(first)
  } finally {
    now = ended + minuteMs
  }
})

test.each([
  ['more than was earned', 60, 1.25, 'not_earned'],
  ['more than the watched time is worth', 50, 1, 'not_earned'],
  ['an amount between two steps', 60, 0.3, 'invalid_request'],
  ['a hair above a step', 60, 0.2501, 'invalid_request'],
])('%s is refused', async (_what, minutes, amount, code) => {
  const learner = await watcher(minutes)
  expect(await codeOf(claim(learner, amount))).toBe(code)
  expect(await server.credit.claims.of(learner.personId)).toEqual([])
  expect(await kindsOf(learner.personId, learner.activity.id)).not.toContain('claim.made')
})

test('a claim for too much is told how much was earned', async () => {
  const refusal = await claim(await watcher(50), 1).catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: 'not_earned', details: { amount: 0.75 } })
})

test('everything that is missing is named', async () => {
  const learner = await watcherOf(server, { minutes: 10, evaluated: false, profession: 'nurse' })
  const refusal = await claim(learner, 0.16, { policyId: 'ancc' }).catch((error: unknown) => error)
  expect(refusal).toMatchObject({
    code: 'not_earned',
    details: { reasons: expect.arrayContaining(['share_below', 'evaluation_missing']) },
  })
})

test('a claim before the session has ended, or before its minutes are final, is refused with that reason', async () => {
  const learner = await watcherOf(server, { minutes: null })
  const reasons = async () => {
    const refusal = await claim(learner, 0.25).catch((error: unknown) => error)
    return (refusal as { details: { reasons: string[] } }).details.reasons
  }
  expect(await reasons()).toContain('not_ended')
  await server.program.move(learner.sessionId, 'start')
  expect(await reasons()).toContain('not_ended')
  await server.program.move(learner.sessionId, 'end')
  expect(await reasons()).toContain('not_settled')
})

test('after the deadline nothing can be claimed', async () => {
  const learner = await watcher()
  // The 90th day after 2 March, to its end in Berlin.
  now = Date.parse('2026-05-31T23:59:59.999+02:00')
  expect(await codeOf(claim(learner, 0.5))).toBe('ok')
  const late = await watcher()
  now += 1
  try {
    expect(await codeOf(claim(late))).toBe('deadline_passed')
  } finally {
    now = ended + minuteMs
  }
})

test('a credit of another profession cannot be claimed', async () => {
  expect(await codeOf(claim(await watcher(), 1, { policyId: 'ancc' }))).toBe('not_earned')
  expect(await codeOf(claim(await watcher(), 1, { policyId: 'nonsense' }))).toBe('not_earned')
})

/** A server whose ledger fails once: before it writes anything, or after. */
function failing(when: 'before' | 'after'): CreditServer {
  let isFirst = true
  return connectCredit(
    redis.url,
    () => now,
    (ledger): LedgerStore => ({
      ...ledger,
      append: async (...given) => {
        if (isFirst && when === 'before') throw new Error('the connection was lost')
        const entries = await ledger.append(...given)
        if (isFirst) {
          isFirst = false
          throw new Error('the connection was lost')
        }
        return entries
      },
    }),
  )
}

test('a claim whose server failed after the ledger entry is completed once, by repeating it', async () => {
  const learner = await watcher()
  const broken = failing('after')
  expect(await codeOf(claim(learner, 1, { by: broken }))).toBe('Error: the connection was lost')
  broken.close()
  // An incomplete claim is not shown.
  expect(await server.credit.claims.of(learner.personId)).toEqual([])
  now += leaseMs + 1
  const claimed = await claim(learner)
  expect(await server.credit.claims.certificate(claimed.code)).toMatchObject({ code: claimed.code })
  expect(
    (await kindsOf(learner.personId, learner.activity.id)).filter((kind) => kind === 'claim.made'),
  ).toHaveLength(1)
  now = ended + minuteMs
})

test('a claim whose server failed before the ledger entry is completed in the same way', async () => {
  const learner = await watcher()
  const broken = failing('before')
  await codeOf(claim(learner, 1, { by: broken }))
  broken.close()
  now += leaseMs + 1
  const claimed = await claim(learner)
  expect((await server.credit.claims.certificate(claimed.code))?.revokedAt).toBeNull()
  expect(await kindsOf(learner.personId, learner.activity.id)).toEqual([
    'evaluation.submitted',
    'claim.made',
    'certificate.issued',
  ])
  now = ended + minuteMs
})

test('another server completes a claim that nobody repeats', async () => {
  const learner = await watcher()
  const broken = failing('after')
  await codeOf(claim(learner, 1, { by: broken }))
  broken.close()
  now += leaseMs + 1
  await server.intents.sweep()
  expect(await server.credit.claims.of(learner.personId)).toHaveLength(1)
  const [{ code }] = (await server.credit.claims.of(learner.personId)) as [Claim]
  expect(await claim(learner)).toMatchObject({ code })
  now = ended + minuteMs
})

test('if Redis is killed while people claim, every answered claim is there, and every claim is completed', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => watcher()))
  const answered: Claim[] = []
  const claims = people.map(async (learner, i) => {
    const made = await claim(learner, 1, { by: servers[i % 2]! }).catch(() => undefined)
    if (made) answered.push(made)
  })
  await Promise.race(claims)
  await redis.kill()
  await redis.start()
  await Promise.all(claims)
  now += leaseMs + 1
  const final = await Promise.all(people.map((learner) => claim(learner)))
  for (const { code } of answered) expect(final.map((made) => made.code)).toContain(code)
  for (const [i, learner] of people.entries()) {
    expect(await server.credit.claims.certificate(final[i]!.code)).toMatchObject({
      personId: learner.personId,
    })
    const kinds = await kindsOf(learner.personId, learner.activity.id)
    expect(kinds.filter((kind) => kind === 'claim.made')).toHaveLength(1)
    expect(kinds.filter((kind) => kind === 'certificate.issued')).toHaveLength(1)
  }
  now = ended + minuteMs
})

test('a server that was paused while another made and revoked its claim does not make it again', async () => {
  const learner = await watcher()
  const slow = connectCredit(redis.url, () => now)
  const addClaimant = slow.credit.claims.addClaimant
  slow.credit.claims.addClaimant = async (activityId, personId) => {
    slow.credit.claims.addClaimant = addClaimant
    now += leaseMs + 1
    await server.intents.sweep()
    const [made] = await server.credit.claims.of(learner.personId)
    const office = (await server.accounts.memberOf('revoker', conferenceId))!
    await createOfficeActs(server.credit).revoke(office, conferenceId, made!.code, 'The name is misspelt.')
    await addClaimant(activityId, personId)
  }
  await invite(server, 'revoker', 'other', ['office'])
  const claimed = await claim(learner, 1, { by: slow })
  slow.close()
  const valid = await server.credit.claims.of(learner.personId)
  expect(valid.map(({ code }) => code)).toEqual([claimed.code])
  expect(await server.credit.claims.certificate(claimed.code)).toMatchObject({ revokedAt: null })
  // Two certificates: the revoked one, and the one in the reply. Each is recorded once.
  const codes = (await entriesOf(server.ledger)).flatMap(({ kind, by, data }) =>
    kind === 'claim.made' && by === learner.personId ? [data.code] : [],
  )
  expect(codes).toHaveLength(2)
  expect(new Set(codes).size).toBe(2)
  now = ended + minuteMs
})

test('if only participation is designated, the certificate mentions no other credit', async () => {
  const designations = [{ policyId: 'participation', maximum: 1, designatedAt: liveAt - dayMs }]
  const student = await watcherOf(server, {
    profession: 'other',
    evaluated: false,
    changes: { designations },
  })
  const { code } = await claim(student, 1, { policyId: 'participation' })
  const { statements } = (await server.credit.claims.certificate(code))!
  expect(statements).toHaveLength(1)
  expect(statements[0]).toMatch(/attended .* for 1\.00 hour attended\.$/)
})
