// The whole server on a Redis that fails over behind one address, is full, or answers nonsense: what people
// are told, and what stands in the log.
import { expect, test } from '@jest/globals'
import type { CommandInput, CommandName } from '@lectern/shared/commands'
import { keys } from '@lectern/shared/keys'
import type { ProgramClient } from '../../scripts/programClient.ts'
import { startRedisPair } from '../../scripts/testing/redisPair.ts'
import { codeOf as outcomeOf } from './testing/answers.ts'
import { atEnd } from './testing/atEnd.ts'
import { operatorToken, startServers } from './testing/servers.ts'

const sessionId = 'heart-failure'
const pair = await startRedisPair()
atEnd(pair.close)
const lectern = await startServers({ servers: 2, redisUrl: pair.url })
const { log } = lectern
const codeOf = <Name extends CommandName>(client: ProgramClient, name: Name, request: CommandInput<Name>) =>
  outcomeOf(client.send(name, request))
async function failingChecks(server: number): Promise<string[]> {
  const { failing = [] } = (await (await lectern.request('/readyz', { server })).json()) as {
    failing?: { name: string }[]
  }
  return failing.map(({ name }) => name)
}

test('after a failover both servers write, read, tell each other and know who is signed in, with no refusal but storage_unavailable', async () => {
  const [clara, moreau] = await Promise.all([lectern.connect('clara'), lectern.connect('moreau', 1)])
  await moreau.send('program.follow', { sessionId })
  await pair.failOver()
  const codes: string[] = []
  const text = 'Which dose after the failover?'
  do codes.push(await codeOf(clara, 'questions.ask', { sessionId, questionId: 'failed-over', text }))
  while (codes.at(-1) === 'storage_unavailable')
  expect(codes.at(-1)).toBe('ok')
  expect((await pair.master().hkeys(keys.questionsById(sessionId))).includes('failed-over')).toBe(true)
  while ((await failingChecks(0)).includes('redis writes'));
  while ((await failingChecks(1)).includes('redis writes'));
  // The other server is heard again by whoever it serves.
  const told = new Promise<void>((resolve) => {
    moreau.socket.on('questions.changes', () => resolve())
  })
  expect(await codeOf(clara, 'questions.ask', { sessionId, text: 'And who hears this one?' })).toBe('ok')
  await told
  const me = await lectern.request('/api/me', { cookie: clara.cookie })
  expect(me.status).toBe(200)
})

/** What stands nowhere else, so that the log can be searched for it. */
const words = {
  text: 'Quuxfrobnicate the beta blocker',
  name: 'Zebulon Quagga',
  mail: 'zq.quagga@clinic.example',
}

/** Everything that writes what somebody wrote. Answers the codes. */
async function tryAll(clara: ProgramClient, moreau: ProgramClient): Promise<(string | number)[]> {
  const { text, name, mail } = words
  const { address } = lectern.servers[0]!
  const headers = { cookie: clara.cookie, 'content-type': 'application/json' }
  const draft = {
    kind: 'text' as const,
    prompt: text,
    options: [],
    anonymous: true,
    results: 'closed' as const,
    correct: [],
    feedback: '',
    seconds: null,
    scale: 5,
  }
  return [
    await codeOf(clara, 'questions.ask', { sessionId, text }),
    await codeOf(clara, 'program.reportBias', { sessionId, text }),
    await codeOf(moreau, 'polls.create', { sessionId, draft: draft as never }),
    await outcomeOf(
      lectern.operate('POST', 'people', {
        name,
        credentials: '',
        affiliation: mail,
        profession: 'physician',
        roles: ['clinician'],
      }),
    ),
    (
      await fetch(`${address}/api/credit/appeals`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ sessionId, text }),
      })
    ).status,
    (await fetch(`${address}/api/credit/appeals`, { method: 'POST', headers, body: `{"text": "${text}` }))
      .status,
    (await fetch(`${address}/api/sign-in`, { method: 'POST', headers, body: `{"token":"${token}"}` })).status,
    (await fetch(`${address}/s/${token}`, { redirect: 'manual' })).status,
  ]
}
const token = 'Secrettokenquux'.padEnd(32, 'x')

test('a full Redis answers storage_unavailable and leaves nothing half done; no log holds what people wrote', async () => {
  const [clara, moreau] = await Promise.all([lectern.connect('clara'), lectern.connect('moreau')])
  const master = pair.master()
  const before = await master.llen(keys.biasReports(sessionId))
  await master.config('SET', 'maxmemory', '1')
  const codes = await tryAll(clara, moreau)
  expect(codes.slice(0, 4)).toEqual(Array(4).fill('storage_unavailable'))
  // An answer is reused for half a second.
  while (!(await failingChecks(0)).includes('redis writes'));
  await master.config('SET', 'maxmemory', '0')
  expect(await master.llen(keys.biasReports(sessionId))).toBe(before)
  while ((await failingChecks(0)).includes('redis writes'));

  // What nobody foresaw: every key is of another kind than the one it should be.
  for (const key of [
    keys.questionsById(sessionId),
    keys.questions(sessionId),
    keys.pollsById(sessionId),
    keys.biasReportIds(sessionId),
    keys.people(),
    '{c:cardiology}:appeals',
  ]) {
    await master.del(key)
    await master.lpush(key, 'nonsense')
  }
  expect((await tryAll(clara, moreau)).slice(0, 4)).toEqual(Array(4).fill('internal'))

  const logged = JSON.stringify(log.lines)
  expect(log.lines.filter(({ msg }) => msg === 'failed').length).toBeGreaterThanOrEqual(4)
  expect(log.lines.find(({ msg }) => msg === 'failed')).toMatchObject({
    err: { code: 'WRONGTYPE', at: expect.any(Array) },
  })
  for (const word of ['Quuxfrobnicate', 'Quagga', 'quagga', 'Secrettoken', operatorToken])
    expect(logged).not.toContain(word)
})
