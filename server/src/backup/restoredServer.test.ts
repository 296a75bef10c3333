// A whole installation, backed up while its server runs and restored elsewhere: its people are signed in, and
// its ledger verifies, signed by the same key.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { newestData } from '@lectern/shared/dataVersion'
import { keys } from '@lectern/shared/keys'
import { linesOf } from '../../../shared/src/verifying/lines.ts'
import { nodeTools } from '../../../shared/src/verifying/signature.ts'
import { verifyLedger } from '../../../shared/src/verifying/verifyLedger.ts'
import { atEnd } from '../testing/atEnd.ts'
import { connectTo, fileRedis } from '../testing/redis.ts'
import { secrets, startServers, type TestServers } from '../testing/servers.ts'
import { backUp } from './backup.ts'
import { restore } from './restore.ts'

const seed = randomBytes(32).toString('base64url')
const settings = { LEDGER_KEY: seed }
const original = await startServers({ settings })

async function exported({ request }: TestServers): Promise<string> {
  const response = await request('/api/ledger/export', { as: 'ito' })
  expect(response.status).toBe(200)
  return response.text()
}
/** What was recorded before the export, which is recorded too. */
const entriesOf = (text: string): string[] =>
  text.split('\n').filter((line) => line.includes('"kind":') && !line.includes('"kind":"export.made"'))

test('a restored installation is the one that was backed up', async () => {
  const client = await original.connect('clara')
  const { disclosures } = await client.send('attendance.status', { sessionId: 'heart-failure' })
  await client.send('attendance.acknowledge', { sessionId: 'heart-failure', version: disclosures.version })
  const cookie = await original.cookieOf('clara')
  const before = await exported(original)
  expect(entriesOf(before)).not.toEqual([])

  const folder = await mkdtemp(join(tmpdir(), 'lectern-restored-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'backup')
  await original.connection.config('SET', 'repl-diskless-sync-delay', '0')
  const { connection, redis, uploads } = original
  await backUp({ redis: connection, redisUrl: redis.url, uploadsFolder: uploads, file, settings })

  const target = await fileRedis()
  const uploadsFolder = join(folder, 'uploads')
  await restore({ redis: connectTo(target.url), uploadsFolder, file, newestData })
  const restored = await startServers({
    redisUrl: target.url,
    settings: { ...settings, LECTERN_EXAMPLE: '0', UPLOADS_DIR: uploadsFolder },
  })

  expect((await restored.request('/api/me', { cookie })).status).toBe(200)
  const after = await exported(restored)
  expect(entriesOf(after)).toEqual(entriesOf(before))
  const chunks = async function* () {
    yield Buffer.from(after)
  }
  expect(await verifyLedger(linesOf(chunks()), nodeTools())).toMatchObject({
    is: 'unaltered',
  })
})

test('no server starts on half of a backup', async () => {
  const half = await fileRedis()
  await connectTo(half.url).set(keys.unfinishedRestore(), '2026-11-29')
  await expect(startServers({ redisUrl: half.url, settings: secrets })).rejects.toThrow('only in part')
})
