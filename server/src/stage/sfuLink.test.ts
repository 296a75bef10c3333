// A server's connection to whatever the registry calls a media node.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { proofOf } from '@lectern/shared/controlProof'
import { Server, type Socket } from 'socket.io'
import { createTransit, SfuLink } from './sfuLink.ts'

const secret = 'the secret of the control port'

const leftovers: (() => unknown)[] = []
afterEach(async () => {
  for (const end of leftovers.splice(0).reverse()) await end()
})

/** A stranger listening where a media node should be. */
async function listen() {
  const http = createServer()
  const io = new Server(http, { transports: ['websocket'] })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  leftovers.push(() => io.close())
  return { io, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` }
}

function dial(url: string): SfuLink {
  const link = new SfuLink('node', url, secret, 'server')
  leftovers.push(() => link.close())
  return link
}

test('the secret is never sent, and a node that admits a server without a proof gets no command', async () => {
  const { io, url } = await listen()
  const link = dial(url)
  const refused = new Promise<string>((resolve) => link.onRefused(resolve))
  const [socket] = (await once(io, 'connection')) as [Socket]
  expect(JSON.stringify(socket.handshake)).not.toContain(secret)
  expect(await refused).toContain('did not prove')
  expect(link.connected).toBe(false)
  await expect(link.call('node.capabilities', {})).rejects.toMatchObject({ code: 'stage_unavailable' })
})

test('reports from an unproven node are ignored, however early they come', async () => {
  const { io, url } = await listen()
  io.engine.on('connection', (connection) => {
    connection.send('2["stage.viewers",{"stageId":"a","nodeId":"node","viewers":9}]')
    connection.send('21["stage.delivery",{"agoMs":0,"sentAt":0}]')
  })
  const link = dial(url)
  const reports: unknown[] = []
  link.on('stage.viewers', (event) => reports.push(event))
  link.onReport('stage.delivery', async (report) => reports.push(report))
  expect(await new Promise<string>((resolve) => link.onRefused(resolve))).toContain('did not prove')
  expect(reports).toEqual([])
})

test('a proof made for another address is useless: nobody can relay it', async () => {
  const { io, url } = await listen()
  io.use((socket, next) => {
    const about = {
      controlUrl: 'http://127.0.0.1:1',
      serverNonce: socket.handshake.auth.nonce,
      nodeNonce: 'n'.repeat(32),
    }
    const data = { nonce: about.nodeNonce, proof: proofOf(secret, 'node', about) }
    next(Object.assign(new Error('prove it'), { data }))
  })
  const link = dial(url)
  expect(await new Promise((resolve) => link.onRefused(resolve))).toBe('prove it')
  expect(link.connected).toBe(false)
})

/** A node that proves itself, and is connected. */
async function node(): Promise<{ link: SfuLink; socket: Socket }> {
  const { io, url } = await listen()
  io.use((socket, next) => {
    const { nonce: serverNonce, proof } = socket.handshake.auth
    if (proof) return next()
    const about = { controlUrl: url, serverNonce, nodeNonce: 'n'.repeat(32) }
    const data = { nonce: about.nodeNonce, proof: proofOf(secret, 'node', about) }
    next(Object.assign(new Error('prove it'), { data }))
  })
  const link = dial(url)
  const [socket] = (await once(io, 'connection')) as [Socket]
  return { link, socket }
}

const delivery = {
  ...{ stageId: 's', nodeId: 'n', onAir: true, intervalMs: 4000, personIds: ['ann'] },
  ...{ agoMs: 0, sentAt: 1 },
}

test('a report is accepted as the contract defines it', async () => {
  const { link, socket } = await node()
  const reports: unknown[] = []
  link.onReport('stage.delivery', async (report) => reports.push(report))
  expect(await socket.timeout(5000).emitWithAck('stage.delivery', delivery)).toBe(true)
  const { sentAt: _, ...report } = delivery
  expect(reports).toEqual([report])
})

test.each([
  ['a person whose id is none', { ...delivery, personIds: ['a b'] }],
  ['a field too many', { ...delivery, name: 'Ann' }],
  ['a time that is no number', { ...delivery, agoMs: '0' }],
  ['nothing', null],
])('a report with %s reaches nobody, is told, and is not given again', async (_what, report) => {
  const { link, socket } = await node()
  const reports: unknown[] = []
  const malformed: string[] = []
  link.onReport('stage.delivery', async (given) => reports.push(given))
  link.onMalformed((name) => malformed.push(name))
  expect(await socket.timeout(5000).emitWithAck('stage.delivery', report)).toBe(true)
  expect(reports).toEqual([])
  expect(malformed).toEqual(['stage.delivery'])
})

test('malformed momentary news is dropped', async () => {
  const { link, socket } = await node()
  const heard: unknown[] = []
  link.on('stage.viewers', (event) => heard.push(event))
  const both = new Promise<void>((resolve) => {
    link.on('stage.activeSpeaker', () => resolve())
  })
  socket.emit('stage.viewers', { stageId: 's', nodeId: 'n', viewers: -1 })
  socket.emit('stage.viewers', { stageId: 's', nodeId: 'n', viewers: 2 })
  socket.emit('stage.activeSpeaker', { stageId: 's', peerId: null })
  await both
  expect(heard).toEqual([{ stageId: 's', nodeId: 'n', viewers: 2 }])
})

test('a report read late is that much older; the clocks of two machines are unrelated', () => {
  const transit = createTransit()
  expect(transit.of(1_000_000, 5)).toBe(0)
  expect(transit.of(1_001_000, 1005)).toBe(0)
  // This process stalled for nine seconds.
  expect(transit.of(1_002_000, 11_005)).toBeCloseTo(9000, -2)
  expect(transit.of(1_011_000, 11_005)).toBeLessThan(5)
})
