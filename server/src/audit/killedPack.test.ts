// A server that is killed while it makes a pack: the next one makes it, and there is one pack and one entry.
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import type { Pack } from '@lectern/shared/audit'
import { keys } from '@lectern/shared/keys'
import type { LedgerEntry } from '@lectern/shared/ledger'
import { createAccountsStore } from '../accounts/accountsStore.ts'
import { eventually } from '../mail/testing/eventually.ts'
import { atEnd } from '../testing/atEnd.ts'
import { watchedSession } from '../testing/credit.ts'
import { cookieAt, startKillable } from '../testing/killable.ts'
import { fileRedis } from '../testing/redis.ts'
import { readZip } from '../testing/zip.ts'

const redis = await fileRedis()
const connection = redis.connect()
const uploads = await mkdtemp(join(tmpdir(), 'lectern-uploads-'))
atEnd(() => rm(uploads, { recursive: true, force: true }))
const people = 3000
const activityId = 'heart-failure-2026'

const options: Parameters<typeof startKillable>[0] = {
  redisUrl: redis.url,
  uploads,
  env: { LEDGER_KEY: Buffer.alloc(32, 7).toString('base64') },
}

/** Resolves once a file is being written. */
async function writing(): Promise<void> {
  for (;;) {
    const names = (await readdir(uploads).catch(() => [])).filter((name) => name.endsWith('.part'))
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(uploads, name))).size))
    if (sizes.some((size) => size > 0)) return
    await delay(2)
  }
}

test('a pack outlives the server that makes it, and is there once', async () => {
  let server = await startKillable(options)
  const accounts = createAccountsStore(connection)
  const ids = Array.from({ length: people }, (_, i) => `learner-${i}`)
  await Promise.all(ids.map((id) => accounts.invite('cardiology', { id, name: id, roles: ['clinician'] })))
  await watchedSession(connection, 'heart-failure', Object.fromEntries(ids.map((id) => [id, 60])))
  const cookie = await cookieAt(server, 'ito')
  const request = (path: string, method = 'GET', body?: object) =>
    fetch(server.address + path, {
      method,
      headers: { cookie, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })

  const begun = await request(`/api/office/audit/${activityId}/packs`, 'POST', { packId: 'killed' })
  expect(begun.status).toBe(201)
  await writing()
  await server.kill()
  expect(JSON.parse((await connection.hget(keys.auditPacks(), 'killed'))!)).toMatchObject({ state: 'making' })
  server = await startKillable(options)
  const pack = await eventually(async () => {
    const { packs } = (await (await request(`/api/audit/${activityId}/packs`)).json()) as { packs: Pack[] }
    expect(packs).toMatchObject([{ state: 'ready' }])
    return packs[0]!
  }, 60_000)

  const file = await request(`/api/audit/${activityId}/packs/killed.zip`)
  const whole = Buffer.from(await file.arrayBuffer())
  expect(createHash('sha256').update(whole).digest('hex')).toBe(pack.file!.sha256)
  expect(readZip(whole).get('attendance.csv')!.toString().trim().split('\n')).toHaveLength(people + 1)
  const entries = (await connection.xrange(keys.ledger('cardiology'), '-', '+'))
    .map(([, fields]) => JSON.parse(fields[1]!) as LedgerEntry)
    .filter(({ kind }) => kind === 'audit.packed')
  expect(entries).toMatchObject([{ by: 'ito', data: { packId: 'killed', sha256: pack.file!.sha256 } }])
  const sizes = await Promise.all((await readdir(uploads)).map((name) => stat(join(uploads, name))))
  expect(sizes.filter(({ size }) => size === whole.length)).toHaveLength(1)
})
