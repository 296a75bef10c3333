// A slower device than this machine, played by Chromium on one page.
import type { CDPSession, Page } from 'playwright-core'

/** How many times slower the throttled processor is. */
const slowness = 4
const bytesPerSecond = (10 * 1_000_000) / 8
const roundTripMs = 50

/** Throttles the page's processor from now on. */
export async function slowProcessor(page: Page): Promise<CDPSession> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowness })
  return devtools
}

/** Throttles the page's network too: 10 Mbit/s, and 50 ms to the server and back. */
export async function slowDevice(page: Page): Promise<CDPSession> {
  const devtools = await slowProcessor(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: roundTripMs,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  })
  return devtools
}

/** Counts bytes received, as sent over the network: headers included, compressed where they were. */
export function countBytes(devtools: CDPSession): () => number {
  /** By request; of one that is not finished, what has come so far. */
  const received = new Map<string, number>()
  const add = (requestId: string, bytes: number) =>
    received.set(requestId, (received.get(requestId) ?? 0) + bytes)
  devtools.on('Network.dataReceived', ({ requestId, encodedDataLength }) => add(requestId, encodedDataLength))
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    received.set(requestId, encodedDataLength),
  )
  devtools.on('Network.webSocketFrameReceived', ({ requestId, response }) =>
    add(requestId, response.payloadData.length),
  )
  return () => [...received.values()].reduce((sum, bytes) => sum + bytes, 0)
}
