// A viewer whose line becomes too thin for the stage: a cable between two namespaces, shaped by tbf.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { connect, type ProgramClient } from '../scripts/programClient.ts'
import { launchBrowser, readDisclosures, visit } from './browser.ts'
import { makeFakeCapture } from './media/fakeCapture.ts'
import { Namespace } from './namespace.ts'
import { type Product, startProduct } from './product.ts'

const sessionId = 'heart-failure'
const path = `/sessions/${sessionId}`
/** The media node's address on the cable. */
const nodeAddress = '10.77.1.1'
/** Of the thin line: the sound and the smaller layer of the slides fit, the larger one does not. */
const thinRate = '300kbit'

/** Shows the test what the page's connections have received. */
const keepConnections = `{
  const Native = RTCPeerConnection
  window.connections = []
  window.RTCPeerConnection = class extends Native {
    constructor(...args) {
      super(...args)
      window.connections.push(this)
    }
  }
}`

interface Received {
  /** Sound samples played, and how many of them were concealed. */
  played: number
  concealed: number
  /** Frames of the slides. */
  slides: number
}

const received = (page: Page): Promise<Received> =>
  page.evaluate(`(async () => {
    const slides = document.querySelector('video[aria-label^="Slides of"]').srcObject.getVideoTracks()[0].id
    const sum = { played: 0, concealed: 0, slides: 0 }
    for (const connection of window.connections)
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp') continue
        if (report.kind === 'audio') {
          sum.played += report.totalSamplesReceived - report.silentConcealedSamples
          sum.concealed += report.concealedSamples - report.silentConcealedSamples
        } else if (report.trackIdentifier === slides) sum.slides += report.framesDecoded
      }
    return sum
  })()`)

interface Watched {
  /** The concealed share of the sound. */
  concealed: number
  /** Frames of the slides per second. */
  slides: number
}

async function watch(page: Page, seconds: number): Promise<Watched> {
  const before = await received(page)
  await page.waitForTimeout(seconds * 1000)
  const after = await received(page)
  expect(after.played).toBeGreaterThan(before.played)
  return {
    concealed: (after.concealed - before.concealed) / (after.played - before.played),
    slides: (after.slides - before.slides) / seconds,
  }
}

/** The larger layer of the slides has eight frames a second, the smaller one two at most. */
const isLargerLayer = ({ slides }: Watched): boolean => slides > 5
const isHeard = ({ concealed }: Watched): boolean => concealed < 0.05

let office: Namespace
let home: Namespace
let product: Product
let studio: Browser
let browser: Browser
let moderator: ProgramClient

beforeAll(async () => {
  office = await Namespace.make()
  home = await Namespace.make()
  await office.cableTo(home, nodeAddress, '10.77.1.2')
  product = await startProduct({ namespace: office, env: { SFU_ANNOUNCED_ADDRESS: nodeAddress } })
  // Pages and commands bypass the cable: it carries only media.
  await home.letOut(Number(new URL(product.addresses[0]!).port))
  studio = await launchBrowser({ namespace: office, devices: makeFakeCapture() })
  browser = await launchBrowser({ namespace: home })
  moderator = await connect(await product.linkOf({ sessionId, as: 'moderator' }))
}, 90_000)

afterAll(async () => {
  moderator?.close()
  await browser?.close()
  await studio?.close()
  await product?.close()
  await home?.close()
  await office?.close()
})

test('on a line that becomes thin the sound goes on, the slides fall to their smaller layer, and the minutes count', async () => {
  const speaker = await visit(studio, await product.linkOf({ sessionId, as: 'speaker' }), {
    path: `${path}/green-room`,
  })
  await speaker.page.getByRole('button', { name: 'Go backstage' }).click()
  await speaker.page.getByText('You are backstage').waitFor()
  await moderator.send('program.start', { sessionId })
  await moderator.send('stage.bringOn', { sessionId, personId: 'okafor' })
  await speaker.page.getByRole('button', { name: 'Share the screen' }).click()
  const { page } = await visit(browser, await product.linkOf({ personId: 'clara' }), {
    path,
    initScript: keepConnections,
  })
  await readDisclosures(page)
  await page.getByLabel('Slides of Adaeze Okafor').waitFor()
  const counting = page.getByText('Counting', { exact: true })
  await counting.waitFor()
  while (!isLargerLayer(await watch(page, 2)));

  const tbf = ['rate', thinRate, 'burst', '5kb', 'latency', '300ms']
  await office.run('tc', 'qdisc', 'add', 'dev', 'cable', 'root', 'tbf', ...tbf)
  // Until the estimate has come down to the line, some of everything is lost.
  for (let now = await watch(page, 3); isLargerLayer(now) || !isHeard(now); ) now = await watch(page, 3)
  const thin = await watch(page, 8)
  expect({ ...thin, isLarger: isLargerLayer(thin), isHeard: isHeard(thin) }).toMatchObject({
    isLarger: false,
    isHeard: true,
  })
  // They do arrive, now and then.
  while ((await watch(page, 1)).slides === 0);
  expect(await counting.count()).toBe(1)
}, 120_000)
