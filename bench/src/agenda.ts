// How long a clinician waits for the agenda of a congress: five hundred sessions, ten thousand people, a
// browser with an empty cache. The floor is a page that loads the titles and lists them.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../../e2e/browser.ts'
import { type Product, startProduct } from '../../e2e/product.ts'
import { operator, signIn } from '../../scripts/programClient.ts'
import type { Bench, BenchOptions } from './bench.ts'
import { countBytes } from './browser/slowDevice.ts'
import { inFlight } from './inFlight.ts'
import { inTime } from './inTime.ts'
import { median, ratiosOf } from './statistics.ts'
import { peopleFile, programFile, startOffice } from './tables/officeImports.ts'

/** Longer than any view may take, in ms. */
const viewMs = 60_000

interface View {
  ms: number
  bytes: number
}

declare global {
  interface Window {
    /** When (ms since the navigation) the first row was on the screen. */
    rowShown: Promise<number>
  }
}

/** In the page: resolves once a row was drawn. */
function watchRow(selector: string): void {
  window.rowShown = new Promise((resolve) => {
    const look = () => {
      if (document.querySelector(selector)) requestAnimationFrame(() => resolve(performance.now()))
      else requestAnimationFrame(look)
    }
    look()
  })
}

/** A visit by a browser that has never been there. */
async function view(browser: Browser, address: string, row: string, cookie?: string): Promise<View> {
  const context = await browser.newContext()
  try {
    if (cookie) {
      const [name, value] = cookie.split(';')[0]!.split(/=(.*)/s)
      await context.addCookies([{ name: name!, value: value!, url: address }])
    }
    await context.addInitScript(watchRow, row)
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    const bytesSoFar = countBytes(devtools)
    await page.goto(address, { waitUntil: 'commit' })
    const ms = await inTime(viewMs, `no row at ${address}`, () => page.evaluate(() => window.rowShown))
    return { ms, bytes: bytesSoFar() }
  } finally {
    await context.close()
  }
}

/** Imported sessions are drafts: a script that plans one without credit, as it is, approves it. */
async function publish(product: Product): Promise<void> {
  const { addresses, operatorToken } = product
  type Sessions = { sessions: { id: string; status?: string }[] }
  const { sessions } = await operator<Sessions>(addresses[0]!, operatorToken, 'GET', 'sessions')
  const drafts = sessions.filter(({ status }) => status === 'draft')
  await inFlight(drafts.length, 4, (index) => product.operator('PUT', 'sessions', { id: drafts[index]!.id }))
}

/** A page with a list of titles, which it loads. */
async function startFloor({ scope }: BenchOptions, sessions: number): Promise<string> {
  const titles = JSON.stringify(Array.from({ length: sessions }, (_, i) => `Session ${i} of the programme`))
  const page = `<!doctype html><meta charset="utf-8"><title>floor</title><ol></ol><script>
    fetch('/titles').then((answer) => answer.json()).then((titles) => {
      document.querySelector('ol').innerHTML = titles.map((title) => '<li>' + title + '</li>').join('')
    })
  </script>`
  const server = createServer((request, response) => {
    const isList = request.url === '/titles'
    response.setHeader('Content-Type', isList ? 'application/json' : 'text/html')
    response.end(isList ? titles : page)
  })
  await scope.use(
    () => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)),
    () => new Promise((resolve) => server.close(resolve)),
  )
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const figures = (views: readonly View[]) => ({
  firstViewMs: median(views.map(({ ms }) => ms)),
  bytes: median(views.map(({ bytes }) => bytes)),
})

export const agenda: Bench = {
  what: 'opening the agenda of 500 sessions among 10,000 people, with an empty cache',
  deadlineMinutes: 15,
  async run(options) {
    const { quick, scope, say } = options
    const [people, sessions, rounds] = quick ? [500, 500, 3] : [10_000, 500, 15]
    const product = await scope.use(
      () => startProduct({ mediaNode: false }),
      (running) => running.close(),
    )
    const floor = await startFloor(options, sessions)
    const browser = await scope.use(launchBrowser, (running) => running.close())
    const importFile = await startOffice(product)
    say(`${people} people and ${sessions} sessions come in`)
    await importFile('people', peopleFile(people, 'person'))
    const tomorrow = Math.ceil(Date.now() / 86_400_000) * 86_400_000
    await importFile('program', programFile(sessions, tomorrow))
    await publish(product)
    const cookie = await signIn(await product.linkOf({ personId: 'clara' }))
    const views = { product: [] as View[], floor: [] as View[] }
    for (let round = 1; round <= rounds; round++) {
      views.product.push(await view(browser, `${product.addresses[0]}/`, '.agenda-row', cookie))
      views.floor.push(await view(browser, floor, 'li'))
      const [own, least] = [views.product, views.floor].map((all) => all.at(-1)!)
      say(
        `view ${round} of ${rounds}: Lectern ${own!.ms.toFixed(0)} ms, ${own!.bytes} bytes; floor ${least!.ms.toFixed(0)} ms`,
      )
    }
    const [metrics, least] = [figures(views.product), figures(views.floor)]
    const { firstViewMs, bytes } = ratiosOf(['firstViewMs', 'bytes'], metrics, least)
    return {
      metrics: { ...metrics, people, sessions, views: rounds },
      floor: least,
      ratios: { firstView: firstViewMs, bytes },
    }
  },
}
