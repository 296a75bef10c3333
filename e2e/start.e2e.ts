// npm start as a person uses it: one command, one line when it is ready, Ctrl-C.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { root } from '../scripts/prepare/machine.mjs'
import { connect, connectBy, type ProgramClient, signIn } from '../scripts/programClient.ts'
import { readPdf } from '../server/src/testing/pdf.ts'
import { interrupt, type Run, runScript, untilReady } from './npmStart.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'lectern-start-'))
/** Ended after the tests: a connection that a failed test left open would keep Jest from ending. */
const clients: ProgramClient[] = []

const run = (env: NodeJS.ProcessEnv = {}): Run =>
  runScript(['start.mjs'], { DATA_DIR: dataDir, PORT: '0', ...env })

async function opened(connecting: Promise<ProgramClient>): Promise<ProgramClient> {
  const client = await connecting
  clients.push(client)
  return client
}

/** The processes started with this data folder, and their children. */
const processesLeft = (): string[] =>
  execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(dataDir))

afterAll(() => {
  for (const client of clients) client.close()
  rmSync(dataDir, { recursive: true, force: true })
})

test('it becomes ready, answers, forgets nothing over a restart, and leaves no process behind', async () => {
  const first = run()
  const { address, links } = await untilReady(first)
  expect((await fetch(`${address}/healthz`)).status).toBe(200)
  const other = run()
  if (other.child.exitCode === null) await once(other.child, 'exit')
  expect(other.child.exitCode).toBe(1)
  expect(other.said()).toContain(`already. It is at ${address}`)
  expect((await fetch(`${address}/readyz`)).status).toBe(200)
  expect(Object.keys(links).sort()).toEqual(['clinician', 'exhibitor', 'moderator', 'organiser', 'speaker'])
  const moderator = await opened(connect(links.moderator!))
  await moderator.send('program.start', { sessionId: 'heart-failure' })
  moderator.close()
  const processes = execFileSync('ps', ['-eo', 'ppid,pid'], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([parent]) => parent === first.child.pid)
    .map(([, pid]) => pid!)
  expect(processes).toHaveLength(3)
  expect(await interrupt(first)).toBe(0)
  for (const pid of processes) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  expect(processesLeft()).toEqual([])

  const second = run()
  const again = await untilReady(second)
  const paths = (addresses: Record<string, string>) =>
    Object.values(addresses).map((url) => new URL(url).pathname)
  expect(paths(again.links)).toEqual(paths(links))
  const clinician = await opened(connect(again.links.clinician!))
  const { state } = await clinician.send('program.follow', { sessionId: 'heart-failure' })
  expect(state.phase).toBe('live')
  const { cookie } = clinician
  const transcript = await fetch(`${again.address}/api/credit/transcript.pdf`, { headers: { cookie } })
  const { text } = await readPdf(Buffer.from(await transcript.arrayBuffer()))
  expect(text).toMatch(/^Trial: not a transcript/)
  clinician.close()
  expect(await interrupt(second)).toBe(0)
})

test('copies of the data folder, made while it runs and after it ended, start with the same data', async () => {
  const first = run()
  const { links } = await untilReady(first)
  const clinician = await opened(connect(links.clinician!))
  const { cookie } = clinician
  const sessionId = 'heart-failure'
  const { disclosures } = await clinician.send('attendance.status', { sessionId })
  await clinician.send('attendance.acknowledge', { sessionId, version: disclosures.version })
  const text = 'When do you stop beta blockers?'
  await clinician.send('questions.ask', { questionId: 'asked-before-the-copy', sessionId, text })
  clinician.close()
  const copies = ['running', 'ended'].map((name) => `${dataDir}-${name}`)
  const copyTo = (copy: string) => execFileSync('cp', ['-a', dataDir, copy])
  copyTo(copies[0]!)
  expect(await interrupt(first)).toBe(0)
  copyTo(copies[1]!)
  for (const copy of copies) {
    const restored = run({ DATA_DIR: copy })
    const { address, links: restoredLinks } = await untilReady(restored)
    const back = await opened(connectBy(address, cookie))
    expect(JSON.stringify(await back.send('questions.list', { sessionId }))).toContain(text)
    back.close()
    const office = await signIn(restoredLinks.organiser!)
    const exported = await fetch(`${address}/api/ledger/export`, { headers: { cookie: office } })
    const file = join(copy, 'ledger.ndjson')
    writeFileSync(file, await exported.text())
    const verified = execFileSync('node', [join(root, 'scripts', 'verifyLedger.mjs'), file], {
      encoding: 'utf8',
    })
    expect(verified).toContain('Unaltered')
    expect(readFileSync(file, 'utf8')).toContain('disclosure.acknowledged')
    expect(await interrupt(restored)).toBe(0)
    rmSync(copy, { recursive: true })
  }
})

test('a port in use is reported in words, and nothing is left running', async () => {
  const other = createServer()
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  other.unref()
  const refused = run({ PORT: String(port) })
  await once(refused.child, 'exit')
  expect(refused.child.exitCode).toBe(1)
  expect(refused.said()).toContain(`PORT is "${port}": another program uses it`)
  expect(processesLeft()).toEqual([])
  other.close()
})

test.each([
  ['PORT', 'eighty', 'PORT is "eighty"'],
  ['REDIS_URL', 'localhost', 'REDIS_URL is "localhost"'],
  ['REDIS_URL', 'redis://127.0.0.1:1', 'no Redis answers there'],
  ['DATA_DIR', '/dev/null/data', 'DATA_DIR is "/dev/null/data"'],
])('%s=%s is refused with: %s', async (name, value, message) => {
  const refused = run({ [name]: value })
  await once(refused.child, 'exit')
  expect(refused.child.exitCode).toBe(1)
  expect(refused.said()).toContain(message)
  expect(processesLeft()).toEqual([])
})
