// The five ways in, with an equal share of inputs each.
import { readFileSync } from 'node:fs'
import { fillPath } from '@lectern/shared/addresses'
import type { Acknowledgement } from '@lectern/shared/command'
import { exampleOf, withKnown } from '@lectern/shared/exampleOf'
import { commandRequests, type HttpPart, httpParts } from '@lectern/shared/testing/contractSchemas'
import { inFlight } from '../inFlight.ts'
import {
  below,
  type createDistinct,
  hostileText,
  inputFor,
  oneOf,
  type Random,
  type Target,
  targetOf,
} from './inputs.ts'
import { RawSocket } from './rawSocket.ts'
import { judge, noTally, type Tally } from './tally.ts'

export interface Ways {
  address: string
  /** Of signed-in people with many rights. */
  cookies: string[]
  /** Of the speakers of the session `stageId`. */
  speakers: string[]
  stageId: string
  operatorToken: string
  random: Random
  distinct: ReturnType<typeof createDistinct>
  /** Existing values, by field name. */
  known: Record<string, unknown>
}
type Share = (ways: Ways, inputs: number) => Promise<Tally>

const lanes = 32
/** The messages one connection may send at once. */
const messagesOfSocket = 250

const real = JSON.parse(
  readFileSync(new URL('../../../shared/src/testing/realMedia.json', import.meta.url), 'utf8'),
)
export const realMedia = {
  rtpCapabilities: real.chromium.rtpCapabilities,
  rtpParameters: real.chromium.produced[1].rtpParameters,
  dtlsParameters: real.chromium.dtlsParameters,
  kind: 'video',
  source: 'camera',
}
const targetsOf = (ways: Ways, schemas: typeof commandRequests): Target[] =>
  Object.entries(schemas).map(([name, schema]) => targetOf(name, schema, { ...realMedia, ...ways.known }))

/** As it arrives: JSON has neither undefined nor NaN. */
const arrived = (json: string): unknown => JSON.parse(json)

/** Runs `send` for each input, on a new socket whenever the last one is closed or has sent enough. */
async function bySockets(
  ways: Ways,
  inputs: number,
  send: (socket: RawSocket, index: number, tally: Tally) => Promise<void>,
): Promise<Tally> {
  const tally = noTally()
  let opened = 0
  await inFlight(lanes, lanes, async (lane) => {
    let socket: RawSocket | undefined
    for (let index = lane, sent = 0; index < inputs; index += lanes, sent++) {
      if (!socket?.isOpen || sent % messagesOfSocket === 0) {
        socket?.close()
        const cookie = ways.cookies[opened++ % ways.cookies.length]!
        socket = await RawSocket.open(ways.address, cookie).catch(() => undefined)
        if (!socket) continue
      }
      await send(socket, index, tally)
    }
    socket?.close()
  })
  return tally
}

async function command(ways: Ways, socket: RawSocket, target: Target, tally: Tally): Promise<void> {
  const { random, distinct } = ways
  const json = distinct.fresh(() => JSON.stringify(['command', target.name, inputFor(target, random)]))
  tally.inputs++
  judge(tally, target, (arrived(json) as unknown[])[2], await socket.send(json))
}

const malformed = (random: Random): string | Buffer => {
  const text = hostileText(random)
  const id = below(random, 2 ** 31)
  const packets = [
    `4${text}`,
    `45${below(random, 9)}-["command",{"_placeholder":true,"num":${id}}]`,
    `42${id}${text}`,
    `42${id}["command"`,
    `42/${text.slice(0, 50)},["command"]`,
    `40/${text.slice(0, 50)},{}`,
    `6${text}`,
    `${below(random, 10)}${id}`,
    Buffer.from(text),
  ]
  return oneOf(random, packets)
}
/** Events with unknown names and arguments. */
const strange = (random: Random): string =>
  JSON.stringify(
    oneOf(random, [
      [hostileText(random), {}],
      ['command', hostileText(random), {}],
      ['command', below(random, 1e9), null],
      ['command', ['program.follow'], hostileText(random)],
      ['beat', { peerId: hostileText(random) }],
      ['beat', below(random, 1e9)],
      ['disconnect', hostileText(random)],
    ]),
  )

/**
 * Engine.IO and Socket.IO packets over WebSocket: commands, unknown events, and bytes that are not packets.
 */
export const frames: Share = (ways, inputs) => {
  const targets = targetsOf(ways, commandRequests)
  return bySockets(ways, inputs, async (socket, index, tally) => {
    const { random, distinct } = ways
    if (index % 25 === 24) {
      const bytes = distinct.fresh(() => malformed(random))
      tally.inputs++
      tally.unanswered++
      socket.sendRaw(bytes)
    } else if (index % 5 === 4) {
      const json = distinct.fresh(() => strange(random))
      tally.inputs++
      if (!json.startsWith('["command"')) socket.sendRaw(`42${json}`)
      judge(tally, undefined, null, json.startsWith('["command"') ? await socket.send(json) : undefined)
    } else await command(ways, socket, targets[index % targets.length]!, tally)
  })
}

const mediaNames = [
  'stage.watch',
  'stage.present',
  'stage.connect',
  'stage.produce',
  'stage.consume',
  'stage.setConsumer',
  'stage.setProducer',
  'stage.restartIce',
  'booths.joinCall',
]

/** Media parameters, and a peer on a stage to send them to. */
export const media: Share = (all, inputs) => {
  const ways: Ways = { ...all, cookies: all.speakers, known: { ...all.known, sessionId: all.stageId } }
  const places = new WeakMap<RawSocket, Target[]>()
  const placed = async (socket: RawSocket): Promise<Target[]> => {
    const request = { sessionId: ways.stageId, rtpCapabilities: realMedia.rtpCapabilities }
    const answer = await socket.send(JSON.stringify(['command', 'stage.present', request]))
    const peerId = answer?.ok ? (answer.value as { peerId: string }).peerId : ways.known.peerId
    const here = { ...ways, known: { ...ways.known, peerId } }
    return targetsOf(here, Object.fromEntries(mediaNames.map((name) => [name, commandRequests[name]!])))
  }
  return bySockets(ways, inputs, async (socket, index, tally) => {
    const targets = places.get(socket) ?? (await placed(socket))
    places.set(socket, targets)
    await command(ways, socket, targets[index % targets.length]!, tally)
  })
}

const headersOf = (ways: Ways, index: number) => ({
  cookie: ways.cookies[index % ways.cookies.length]!,
  origin: ways.address,
  'x-forwarded-for': `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
})

/** Long polling: a session per fifty posts, whose replies are fetched. */
export const polling: Share = async (ways, inputs) => {
  const tally = noTally()
  const targets = targetsOf(ways, commandRequests)
  const perSession = 50
  // A session that ends early leaves its share to others.
  await inFlight(inputs, lanes, async (session) => {
    if (tally.inputs >= inputs) return
    const headers = headersOf(ways, session)
    const url = `${ways.address}/socket.io/?EIO=4&transport=polling`
    // A poll waits until there is something to send.
    const read = async (path: string, ms = 5000) =>
      (await fetch(path, { headers, signal: AbortSignal.timeout(ms) })).text().catch(() => '')
    const handshake = await read(url).catch(() => '')
    const sid = handshake.match(/"sid":"([^"]+)"/)?.[1]
    if (!sid) return
    const at = `${url}&sid=${sid}`
    const post = async (body: string) =>
      (await fetch(at, { method: 'POST', headers, body, signal: AbortSignal.timeout(5000) })).status
    await post('40')
    await read(at).catch(() => '')
    const sent = new Map<number, [Target, unknown]>()
    const collect = async () => {
      for (let tries = 0; tries < 3 && sent.size > 0; tries++)
        for (const packet of (await read(at, 1000).catch(() => '')).split('\x1e')) {
          const [, id, json] = packet.match(/^43(\d+)(\[.*\])$/s) ?? []
          const [target, input] = sent.get(Number(id)) ?? []
          if (!json || !sent.delete(Number(id))) continue
          judge(tally, target, arrived(JSON.stringify(input)), (JSON.parse(json) as [Acknowledgement])[0])
        }
    }
    for (let n = 0; n < perSession && tally.inputs < inputs; n++) {
      const index = session * perSession + n
      const target = targets[index % targets.length]!
      let input: unknown
      const isLast = n === perSession - 1
      const body = ways.distinct.fresh(() => {
        input = inputFor(target, ways.random)
        return isLast
          ? String(malformed(ways.random))
          : `42${n}${JSON.stringify(['command', target.name, input])}`
      })
      tally.inputs++
      if (isLast) tally.unanswered++
      else sent.set(n, [target, input])
      if (isLast) await collect()
      const status = await post(body).catch(() => 0)
      if (status !== 200) break
    }
    await collect()
    tally.unanswered += sent.size
  })
  return tally
}

async function answerOf(response: Response): Promise<Acknowledgement | undefined> {
  if (response.ok) return { ok: true, value: undefined }
  const body = (await response.json().catch(() => ({}))) as { error?: { code: never; message: string } }
  return body.error && { ok: false, error: body.error }
}

interface HttpTarget extends Target, Pick<HttpPart, 'route' | 'part'> {}

/** The URL of a route with hostile input in one part. */
function hostileUrl({ route, part }: HttpTarget, input: unknown, known: Record<string, unknown>): string {
  // Only the activity names something that exists: most routes act on what they are given.
  const examples = Object.entries(route.params ?? {}).map(([name, schema]) => [name, exampleOf(schema)])
  const params = withKnown(Object.fromEntries(examples), { activityId: known.activityId }) as Record<
    string,
    string
  >
  if (part.startsWith(':')) params[part.slice(1)] = JSON.stringify(input).slice(0, 2000).toWellFormed()
  return fillPath(route.path, { params }) + (part === 'query' ? `?${queryOf(input)}` : '')
}

/** Bodies, queries and URLs of the HTTP API. */
export const bodies: Share = async (ways, inputs) => {
  const tally = noTally()
  const known = { ...realMedia, ...ways.known }
  const targets = httpParts.map(
    ({ name, schema, route, part }): HttpTarget => ({ ...targetOf(name, schema, known), route, part }),
  )
  await inFlight(inputs, lanes, async (index) => {
    const target = targets[index % targets.length]!
    const { route, part, name } = target
    let input: unknown
    const json = ways.distinct
      .fresh(() => {
        input = inputFor(target, ways.random)
        return `${name} ${JSON.stringify(input)}`
      })
      .slice(name.length + 1)
    tally.inputs++
    const response = await fetch(ways.address + hostileUrl(target, input, known), {
      method: route.method,
      headers: {
        ...headersOf(ways, index),
        'content-type': 'application/json',
        ...(route.who === 'operator' && { authorization: `Bearer ${ways.operatorToken}` }),
      },
      ...(part === 'body' && { body: json }),
      signal: AbortSignal.timeout(10_000),
    }).catch(() => undefined)
    const answer = response && (await answerOf(response))
    // An impossible code still gets an answer, and a URL is parsed by its own rules.
    if (part !== 'body' && answer?.ok) tally.reached++
    else judge(tally, target, arrived(json), answer)
  })
  return tally
}

const queryOf = (input: unknown): string =>
  typeof input === 'object' && input !== null && !Array.isArray(input)
    ? Object.entries(input)
        .map(
          ([key, value]) =>
            `${encodeURIComponent(key)}=${encodeURIComponent(JSON.stringify(value) ?? '').slice(0, 4000)}`,
        )
        .join('&')
    : encodeURIComponent(JSON.stringify(input) ?? '').slice(0, 4000)

const beginnings = [
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  Buffer.from('ffd8ffe000104a464946', 'hex'),
  Buffer.from('524946462400000057454250565038', 'hex'),
  Buffer.from('%PDF-1.7\n1 0 obj\n<</Type/Catalog/OpenAction<</S/JavaScript/JS(x)>>>>\nendobj\n'),
  Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>'),
]

/** One in this many uploads reaches the process that inspects files, which takes a second each. */
const inspectedEvery = 1000

/**
 * Invalid files, or files broken after a valid beginning, with mismatched names, kinds, places and senders.
 */
export const uploads: Share = async (ways, inputs) => {
  const tally = noTally()
  const { random } = ways
  await inFlight(inputs, lanes, async (index) => {
    const content = ways.distinct.fresh(() => {
      const rest = Buffer.from(Array.from({ length: 8 + below(random, 400) }, () => below(random, 256)))
      return Buffer.concat([oneOf(random, beginnings), rest])
    })
    const inspected = index % inspectedEvery === 0
    const kind = inspected ? 'image' : oneOf(random, ['image', 'document', 'IMAGE', '', hostileText(random)])
    const boothId = inspected ? ways.known.boothId : oneOf(random, ['none', '..', '%00', `b${index}`])
    const query = new URLSearchParams({ kind: kind.slice(0, 4000), name: hostileText(random).slice(0, 4000) })
    tally.inputs++
    const response = await fetch(`${ways.address}/api/booths/${String(boothId)}/files?${query.toString()}`, {
      method: 'POST',
      headers: { ...headersOf(ways, index), 'content-type': 'application/octet-stream' },
      body: content,
      signal: AbortSignal.timeout(30_000),
    }).catch(() => undefined)
    judge(tally, undefined, null, response && (await answerOf(response)))
  })
  return tally
}
