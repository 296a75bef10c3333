// A server that is killed while it applies an import: the next one goes on, and each row is there once.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import type { Person } from '@lectern/shared/accounts'
import { operator, signIn } from '../../../scripts/programClient.ts'
import { atEnd } from '../testing/atEnd.ts'
import { importingOffice } from '../testing/imports.ts'
import { fileRedis } from '../testing/redis.ts'
import { operatorToken, type RequestOptions, secrets } from '../testing/servers.ts'

const redis = await fileRedis()
const uploads = await mkdtemp(join(tmpdir(), 'lectern-uploads-'))
atEnd(() => rm(uploads, { recursive: true, force: true }))
const rows = 1500

async function startProcess(): Promise<{ address: string; child: ChildProcess }> {
  const child = fork(join(import.meta.dirname, '../main.ts'), {
    env: {
      ...process.env,
      ...secrets,
      NODE_OPTIONS: '',
      REDIS_URL: redis.url,
      PORT: '0',
      OPERATOR_TOKEN: operatorToken,
      UPLOADS_DIR: uploads,
      LECTERN_EXAMPLE: '1',
      LOG_LEVEL: 'fatal',
    },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  atEnd(() => child.kill('SIGKILL'))
  const [{ address }] = (await once(child, 'message')) as [{ address: string }]
  return { address, child }
}

test('an import outlives the server that applies it', async () => {
  let { address, child } = await startProcess()
  const { link } = await operator<{ link: string }>(address, operatorToken, 'POST', 'links', {
    personId: 'ito',
  })
  const cookie = await signIn(link)
  const request = async (path: string, { method = 'GET', body, file }: RequestOptions = {}) =>
    fetch(address + path, {
      method,
      headers: { cookie, 'content-type': file ? 'application/octet-stream' : 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(file && { body: new Uint8Array(file) }),
    })
  const office = importingOffice({ request })
  const people = () => operator<{ people: Person[] }>(address, operatorToken, 'GET', 'people')
  const before = (await people()).people.length

  const lines = Array.from({ length: rows }, (_, i) => `p-${i},person${i}@example.org,Given${i},Family${i}`)
  const previewed = await office.preview(
    await office.upload('people', ['Id,Email,First name,Last name', ...lines].join('\n')),
  )
  expect(previewed.counts).toMatchObject({ add: rows })
  await request(office.path(`/${previewed.id}/apply`), { method: 'POST' })
  while ((await office.find(previewed.id)).progress < 0.2)
    await new Promise((resolve) => setTimeout(resolve, 20))
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  ;({ address, child } = await startProcess())
  const half = await office.find(previewed.id)
  expect([half.state, half.progress < 1]).toEqual(['applying', true])
  expect(await office.settled(previewed.id)).toMatchObject({ state: 'applied', refused: 0 })
  expect((await people()).people).toHaveLength(before + rows)
  const same = await office.preview(
    await office.upload('people', ['Id,Email,First name,Last name', ...lines].join('\n')),
  )
  expect(same.counts).toMatchObject({ add: 0, change: 0, same: rows })
  expect(await office.undo(previewed.id)).toMatchObject({ state: 'undone', refused: 0 })
  expect((await people()).people).toHaveLength(before)
})
