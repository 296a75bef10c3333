// A server that is killed while it applies an import: the next one goes on, and each row is there once.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import type { Person } from '@lectern/shared/accounts'
import { operator } from '../../../scripts/programClient.ts'
import { atEnd } from '../testing/atEnd.ts'
import { importingOffice } from '../testing/imports.ts'
import { cookieAt, startKillable } from '../testing/killable.ts'
import { fileRedis } from '../testing/redis.ts'
import { operatorToken, type RequestOptions } from '../testing/servers.ts'
import { createImportsStore } from './importsStore.ts'

const redis = await fileRedis()
const uploads = await mkdtemp(join(tmpdir(), 'lectern-uploads-'))
atEnd(() => rm(uploads, { recursive: true, force: true }))
const rows = 600

const options: Parameters<typeof startKillable>[0] = {
  redisUrl: redis.url,
  uploads,
}

test('an import outlives the server that applies it', async () => {
  let server = await startKillable(options)
  const cookie = await cookieAt(server, 'ito')
  const request = async (path: string, { method = 'GET', body, file }: RequestOptions = {}) =>
    fetch(server.address + path, {
      method,
      headers: { cookie, 'content-type': file ? 'application/octet-stream' : 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(file && { body: new Uint8Array(file) }),
    })
  const office = importingOffice({ request })
  const people = () => operator<{ people: Person[] }>(server.address, operatorToken, 'GET', 'people')
  const before = (await people()).people.length

  const lines = Array.from({ length: rows }, (_, i) => `p-${i},person${i}@example.org,Given${i},Family${i}`)
  const previewed = await office.preview(
    await office.upload('people', ['Id,Email,First name,Last name', ...lines].join('\n')),
  )
  expect(previewed.counts).toMatchObject({ add: rows })
  await request(office.path(`/${previewed.id}/apply`), { method: 'POST' })
  // Looked up in Redis: the next server may be done before it is asked.
  const imports = createImportsStore(redis.connect())
  const standing = async () => (await imports.find('cardiology', previewed.id))!
  while ((await standing()).progress < 0.2) await delay(5)
  await server.kill()
  const half = await standing()
  expect([half.state, half.progress < 1]).toEqual(['applying', true])
  server = await startKillable(options)
  expect(await office.settled(previewed.id)).toMatchObject({ state: 'applied', refused: 0 })
  expect((await people()).people).toHaveLength(before + rows)
  const same = await office.preview(
    await office.upload('people', ['Id,Email,First name,Last name', ...lines].join('\n')),
  )
  expect(same.counts).toMatchObject({ add: 0, change: 0, same: rows })
  expect(await office.undo(previewed.id)).toMatchObject({ state: 'undone', refused: 0 })
  expect((await people()).people).toHaveLength(before)
})
