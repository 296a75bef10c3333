// An auditor, from the office's invitation to the end of the access: they see what they were given and
// nothing else, and verify what they took away offline.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { slotMs } from '@lectern/shared/attendance'
import type { LedgerRecord } from '@lectern/shared/ledger'
import { redisLocation } from '@lectern/shared/redisAway'
import { execa } from 'execa'
import { Redis } from 'ioredis'
import type { Browser, Page } from 'playwright-core'
import { root } from '../scripts/prepare/machine.mjs'
import { connect } from '../scripts/programClient.ts'
import { startRedis } from '../scripts/testing/redis.ts'
import { createMarksStore, segmentOf, segmentSlots } from '../server/src/attendance/marksStore.ts'
import { createSeatsStore } from '../server/src/attendance/seatsStore.ts'
import { createProgramStore } from '../server/src/program/programStore.ts'
import { readZip } from '../server/src/testing/zip.ts'
import { launchBrowser, visit } from './browser.ts'
import { axe, fitsPhone } from './checks.ts'
import { type Product, startProduct } from './product.ts'

const sessionId = 'heart-failure'
const activityId = 'heart-failure-2026'
const hourMs = 3_600_000

let folder: string
let redis: Awaited<ReturnType<typeof startRedis>>
let product: Product
let browser: Browser
let office: Page
let auditor: Page
const statusOf = async (page: Page, path: string): Promise<number> =>
  (await page.request.get(product.addresses[0]! + path)).status()

/** The session has been live for an hour, and these people were there. */
async function attend(people: string[]): Promise<void> {
  const connection = new Redis(redisLocation(redis.url))
  const [seats, marks] = [createSeatsStore(connection), createMarksStore(connection)]
  const liveAt = Date.now() - hourMs
  const program = createProgramStore(connection, () => liveAt)
  const opened = (at: number): LedgerRecord => ({
    ...{ kind: 'session.opened', by: 'moreau', data: { sessionId, activityId, at } },
  })
  await program.move(sessionId, 'start', undefined, opened)
  for (const personId of people) await seats.give(sessionId, personId, 'words', liveAt)
  for (let slot = 0; slot < hourMs / slotMs; slot++) {
    await marks.markOnAir(sessionId, slot)
    const there = new Map([[slot % segmentSlots, people]])
    for (const kind of ['present', 'delivered'] as const)
      await marks.mark(kind, sessionId, segmentOf(slot), there)
  }
  connection.disconnect()
}

/** A session of an hour is over, and Clara has a certificate for it. */
async function holdSession(): Promise<void> {
  await attend(['clara', 'noah'])
  const moderator = await connect(await product.linkOf({ sessionId, as: 'moderator' }))
  await moderator.send('program.follow', { sessionId })
  const final = new Promise<void>((resolve) => moderator.socket.once('attendance.frozen', () => resolve()))
  await moderator.send('program.end', { sessionId })
  await final
  moderator.close()
  const clara = await connect(await product.linkOf({ personId: 'clara' }))
  clara.close()
  const send = async (method: string, path: string, body: object): Promise<void> => {
    const answer = await fetch(`${product.addresses[0]}/api/credit/${activityId}/${path}`, {
      method,
      headers: { cookie: clara.cookie, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(await answer.text())
  }
  await send('PUT', 'evaluation', { answers: { useful: '5', 'commercial-bias': 'yes' }, submit: true })
  await send('POST', 'claims', { policyId: 'ama', amount: 0.25 })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-audit-'))
  redis = await startRedis()
  product = await startProduct({ env: { REDIS_URL: redis.url } })
  await holdSession()
  browser = await launchBrowser()
  const opened = await visit(browser, await product.linkOf({ personId: 'ito' }), { path: '/office/auditors' })
  office = opened.page
}, 150_000)

afterAll(async () => {
  await browser?.close()
  await product?.close()
  await redis?.close()
  await rm(folder, { recursive: true, force: true })
})

test('the office makes a pack of an activity, and invites an auditor to it', async () => {
  await office.goto(`${product.addresses[0]}/c/cardiology/office/activities/${activityId}/audit`)
  await office.getByRole('button', { name: 'Make an audit pack' }).click()
  await office.getByRole('link', { name: /^Download the pack/ }).waitFor({ timeout: 60_000 })
  await axe(office)
  await office.goto(`${product.addresses[0]}/c/cardiology/office/auditors`)
  await office.getByRole('button', { name: 'Invite' }).click()
  await office.getByText('Choose at least one activity.').waitFor()
  await office.getByRole('textbox', { name: 'Name' }).fill('Ada Audit')
  await office.getByRole('textbox', { name: 'Mail address' }).fill('ada@accreditor.example')
  await office.getByRole('checkbox', { name: 'Heart failure in 2026' }).check()
  await office.getByRole('button', { name: 'Invite' }).click()
  await office.getByText('can audit now.').waitFor()
  await axe(office)
  await fitsPhone(office)
})

test('the auditor signs in by the link and reads the activity, and nothing else', async () => {
  const link = (await office.getByText(/\/s\/[\w-]+/).textContent())!.match(/https?:\S+/)![0]
  const context = await browser.newContext()
  auditor = await context.newPage()
  await auditor.goto(link)
  await auditor.getByRole('button', { name: /Continue as/ }).click()
  await auditor.getByRole('heading', { name: 'Activities to audit' }).waitFor()
  await axe(auditor)
  await auditor.getByRole('link', { name: 'Heart failure in 2026' }).click()
  await auditor.getByRole('heading', { name: 'Individuals in control of content' }).waitFor()
  await auditor.getByRole('cell', { name: 'Clara Nwosu', exact: true }).first().waitFor()
  await axe(auditor)
  await fitsPhone(auditor)
  for (const path of [
    '/api/audit/cardiology-update',
    `/api/credit/office/${activityId}`,
    '/api/ledger/export',
    '/api/office/members',
    '/api/people',
    '/api/program',
    '/api/me',
  ])
    expect([path, (await statusOf(auditor, path)) >= 400]).toEqual([path, true])
  await auditor.goto(`${product.addresses[0]}/audit/another-activity`)
  await auditor.getByText('You have no access to this activity').waitFor()
  await auditor.goto(`${product.addresses[0]}/c/cardiology/office/people`)
  await auditor.getByText('There is no such conference').waitFor()
  // Without an address of their own they land where they may read.
  await auditor.goto(`${product.addresses[0]}/`)
  await auditor.getByRole('heading', { name: 'Activities to audit' }).waitFor()
})

test('the pack can be taken away, and its ledger is verified offline with every certificate', async () => {
  await auditor.goto(`${product.addresses[0]}/audit/${activityId}`)
  const [download] = await Promise.all([
    auditor.waitForEvent('download'),
    auditor.getByRole('link', { name: /^Download the pack/ }).click(),
  ])
  const file = join(folder, 'pack.zip')
  await download.saveAs(file)
  const files = readZip(await readFile(file))
  for (const [name, content] of files) await writeFile(join(folder, name), content)
  const { stdout } = await execa(
    'npm',
    ['run', 'verify-ledger', '--', join(folder, 'ledger.ndjson'), '--credit'],
    {
      cwd: root,
    },
  )
  expect(stdout).toMatch(/1 certificate/)
  const index = await auditor.context().newPage()
  await index.goto(`file://${join(folder, 'index.html')}`)
  await axe(index)
  await fitsPhone(index)
  await index.close()
})

test('an access that the office ends is over at once, on the page that is open', async () => {
  await office.getByRole('button', { name: 'End the access of Ada Audit' }).click()
  await office.getByRole('dialog').getByRole('button', { name: 'End the access' }).click()
  await office.getByText(/^Ended on/).waitFor()
  expect(await statusOf(auditor, `/api/audit/${activityId}`)).toBe(404)
  await auditor.getByText('You have no access to this activity').waitFor({ timeout: 30_000 })
})
