// Two live stages in one browser, fed by one camera: the product's and the floor's.
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchBrowser, visit } from '../../e2e/browser.ts'
import { makeFakeCapture } from '../../e2e/media/fakeCapture.ts'
import { type Product, startProduct } from '../../e2e/product.ts'
import { connect, type ProgramClient } from '../../scripts/programClient.ts'
import type { BenchOptions } from './bench.ts'
import type { PageServer } from './floor/pageServer.ts'
import { startHelper } from './helper.ts'

const sessionId = 'heart-failure'
const speakerId = 'okafor'

export interface Stage {
  /** Shows the speaker the camera's picture. */
  speaker: Page
  /** A viewer on a device of their own. */
  viewer: BrowserContext
  /** A page for the viewer on which pressing `door` shows the picture. */
  address: string
  door: string
}

export interface ProductStage extends Stage {
  /** The personal link of a new person, leading to the session. */
  invitation(): Promise<string>
}

export interface Stages {
  browser: Browser
  product: ProductStage
  floor: Stage
}

let invited = 0
const newPerson = () => ({
  name: `Visitor ${++invited}`,
  credentials: 'MD',
  affiliation: '',
  profession: 'physician',
  roles: ['clinician'],
})

/** Resolves once the speaker is backstage with picture and sound. */
async function backstage(moderator: ProgramClient): Promise<void> {
  for (;;) {
    const { presenters } = await moderator.send('stage.observe', { sessionId })
    if (presenters.some(({ personId, producers }) => personId === speakerId && producers.length === 2)) return
    await wait(100)
  }
}

async function productStage(product: Product, browser: Browser): Promise<ProductStage> {
  const { page: speaker } = await visit(browser, await product.linkOf({ sessionId, as: 'speaker' }), {
    path: `/sessions/${sessionId}/green-room`,
  })
  await speaker.getByText('Microphone hears you').waitFor()
  await speaker.getByRole('button', { name: 'Go backstage' }).click()
  const moderator = await connect(await product.linkOf({ sessionId, as: 'moderator' }))
  await backstage(moderator)
  await moderator.send('program.start', { sessionId })
  await moderator.send('stage.bringOn', { sessionId, personId: speakerId })
  moderator.close()
  await speaker.getByText('You are ON STAGE').waitFor()
  const clara = await connect(await product.linkOf({ personId: 'clara' }))
  const { disclosures } = await clara.send('attendance.status', { sessionId })
  await clara.send('attendance.acknowledge', { sessionId, version: disclosures.version })
  clara.close()
  const { context: viewer, page } = await visit(browser, await product.linkOf({ personId: 'clara' }))
  await page.close()
  return {
    speaker,
    viewer,
    address: `${product.addresses[0]}/`,
    door: '.agenda-list a[aria-label="Join: Heart failure in 2026"]',
    invitation: async () => `${await product.invite(newPerson())}?next=/sessions/${sessionId}`,
  }
}

async function floorStage(address: string, browser: Browser): Promise<Stage> {
  const speaker = await browser.newPage()
  await speaker.goto(`${address}/speaker`)
  await speaker.locator('body[data-sending]').waitFor()
  return { speaker, viewer: await browser.newContext(), address: `${address}/viewer`, door: 'button:enabled' }
}

export async function startStages({ scope, say }: BenchOptions): Promise<Stages> {
  say('starting the product, the floor and a browser')
  const product = await scope.use(startProduct, (running) => running.close())
  const floor = await startHelper<PageServer>(scope, './floor/pageServer.ts')
  const browser = await scope.use(
    () => launchBrowser({ devices: makeFakeCapture({ fps: 25 }) }),
    (running) => running.close(),
  )
  return {
    browser,
    product: await productStage(product, browser),
    floor: await floorStage(await floor.ask('listen'), browser),
  }
}
