// The README's walk-through in Firefox, on a machine that runs a plain `npm start`, in a network of its own.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { connect, operator, type ProgramClient } from '../scripts/programClient.ts'
import { freePort } from '../scripts/testing/freePort.ts'
import { launchBrowser, readDisclosures, visit } from './browser.ts'
import { camera, type Firefox, launchFirefox, press, says, visitInFirefox } from './firefox.ts'
import { coloursMove, framesMove } from './media/screen.ts'
import { Namespace } from './namespace.ts'
import { runScript, untilReady } from './npmStart.ts'
import { playTalk } from './talk.ts'

const sessionId = 'heart-failure'
const room = `/sessions/${sessionId}`

const dataDir = mkdtempSync(join(tmpdir(), 'lectern-firefox-data-'))
const env = { DATA_DIR: dataDir }
const leftovers: (() => unknown)[] = []
let namespace: Namespace
let address: string
let links: Record<string, string>
let moderator: ProgramClient
let chromium: Browser

beforeAll(async () => {
  namespace = await Namespace.withInterface('10.77.0.2')
  const port = await freePort()
  const product = runScript(['start.mjs'], { ...env, PORT: String(port) }, { namespace })
  ;({ address, links } = await untilReady(product))
  await namespace.reach(port)
  moderator = await connect(links.moderator!)
  chromium = await launchBrowser({ namespace })
}, 90_000)

afterAll(async () => {
  moderator?.close()
  for (const end of leftovers.splice(0).reverse()) await end()
  await chromium?.close()
  await namespace?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function firefox(preferences?: Record<string, boolean>): Promise<Firefox> {
  const opened = await launchFirefox(namespace, preferences)
  leftovers.push(() => opened.close())
  return opened
}

async function linkOf(personId: string): Promise<string> {
  const { OPERATOR_TOKEN: token } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'))
  return (await operator<{ link: string }>(address, token, 'POST', 'links', { personId })).link
}

test('the pages listen on loopback only', async () => {
  const port = new URL(address).port
  const listening = await namespace.run('ss', '-Hltn', `sport = :${port}`)
  expect(listening.match(/\S+(?=:\d+ )/g)).toContain('127.0.0.1')
  expect(listening).not.toMatch(/0\.0\.0\.0:\d+ .*0\.0\.0\.0:\d+ |10\.77/)
})

test('a speaker in Firefox comes on stage, and a clinician in another browser sees the picture move', async () => {
  const speaker = await firefox(camera)
  const page = await visitInFirefox(speaker, links.speaker!, `${room}/green-room`)
  await press(page, 'Go backstage')
  await says(page, 'You are backstage')
  const clinician = await visit(chromium, links.clinician!, { path: room })
  await readDisclosures(clinician.page)
  await moderator.send('program.start', { sessionId })
  await moderator.send('stage.bringOn', { sessionId, personId: 'okafor' })
  await says(page, 'You are ON STAGE')
  await coloursMove(clinician.page)
  await clinician.page.getByLabel('Connection: good').waitFor()
  // The browser loads another page of Lectern.
  await page.goto(new URL('/', page.url()).href)
  await clinician.page.getByText('Waiting for the speaker').waitFor({ timeout: 15_000 })
  await speaker.close()
  await clinician.context.close()
}, 120_000)

test('a clinician in Firefox reads the disclosures, sees the picture move, and earns the time', async () => {
  leftovers.push(await playTalk({ sessionId, link: links.speaker!, env, namespace }))
  const page = await visitInFirefox(await firefox(), await linkOf('noah'), room)
  await press(page, 'Confirm – I’ve read')
  await framesMove(page)
  await says(page, 'Counting')
  await moderator.send('program.end', { sessionId })
  await says(page, 'Watched')
}, 120_000)
