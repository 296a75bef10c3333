import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { dtlsParameters, ofOneKind, rtpCapabilities, rtpParameters, transportParameters } from './media.ts'

// Recorded from real browsers and a real media node, with the product's own encodings.
const real = JSON.parse(readFileSync(new URL('./testing/realMedia.json', import.meta.url), 'utf8'))
const [, camera, screen] = real.chromium.produced

describe.each(['chromium', 'firefox'])('what %s sends', (browser) => {
  const { produced, ...sent } = real[browser]

  test('is accepted unchanged', () => {
    expect(rtpCapabilities.parse(sent.rtpCapabilities)).toEqual(sent.rtpCapabilities)
    expect(dtlsParameters.parse(sent.dtlsParameters)).toEqual(sent.dtlsParameters)
    for (const each of produced) {
      expect(rtpParameters.parse(each.rtpParameters)).toEqual(each.rtpParameters)
      expect(ofOneKind(each)).toBe(true)
    }
  })
})

test('what a media node sends is accepted unchanged', () => {
  expect(transportParameters.parse(real.node.transport)).toEqual(real.node.transport)
  expect(rtpCapabilities.parse(real.node.rtpCapabilities)).toEqual(real.node.rtpCapabilities)
})

/** A camera's parameters with one field changed. */
function changed(path: (string | number)[], value: unknown, of = camera.rtpParameters) {
  const whole = structuredClone(of)
  let at = whole
  for (const step of path.slice(0, -1)) at = at[step]
  at[path.at(-1)!] = value
  return whole
}

test.each<[string, (string | number)[], unknown]>([
  ['a bit rate that is text', ['encodings', 0, 'maxBitrate'], '../'],
  ['a bit rate with a fraction', ['encodings', 0, 'maxBitrate'], 1000.5],
  ['a negative bit rate', ['encodings', 0, 'maxBitrate'], -1],
  ['a bit rate beyond all integers', ['encodings', 0, 'maxBitrate'], 1e300],
  ['a layer id that is a number', ['encodings', 0, 'rid'], 7],
  ['a long layer id', ['encodings', 0, 'rid'], 'r'.repeat(9)],
  ['an unknown scalability mode', ['encodings', 0, 'scalabilityMode'], 'L9T9'],
  ['more layers than there are', ['encodings'], Array(4).fill({})],
  ['a field that nobody knows', ['encodings', 0, 'anything'], 1],
  ['a source beyond 32 bits', ['encodings', 0, 'ssrc'], 2 ** 32],
  ['a list in place of a source', ['encodings', 0, 'ssrc'], [1]],
  ['a payload type beyond 7 bits', ['codecs', 0, 'payloadType'], 128],
  ['a codec that nobody has', ['codecs', 0, 'mimeType'], 'video/../../etc'],
  ['a clock rate of nothing', ['codecs', 0, 'clockRate'], 0],
  ['an object among the parameters of a codec', ['codecs', 0, 'parameters', 'x'], {}],
  ['a truth among the parameters of a codec', ['codecs', 0, 'parameters', 'x'], true],
  ['no codec', ['codecs'], []],
  ['feedback of no text', ['codecs', 0, 'rtcpFeedback', 0, 'type'], null],
  ['a header extension that nobody knows', ['headerExtensions', 0, 'uri'], 'urn:x'],
  ['a header extension without room', ['headerExtensions', 0, 'id'], 256],
  ['a name of no text', ['rtcp', 'cname'], 1],
  ['a middle that is an object', ['mid'], {}],
  ['nothing in a place for text', ['msid'], null],
])('%s never reaches a worker', (_what, path, value) => {
  expect(rtpParameters.safeParse(changed(path, value)).success).toBe(false)
})

const [codec] = camera.rtpParameters.codecs
const rtx = {
  mimeType: 'video/rtx',
  payloadType: 120,
  clockRate: 90_000,
  parameters: { apt: codec.payloadType },
}
test.each<[string, (string | number)[], unknown]>([
  ['two codecs of one payload type', ['codecs'], [codec, { ...rtx, payloadType: codec.payloadType }]],
  ['two codecs that retransmit one', ['codecs'], [codec, rtx, { ...rtx, payloadType: 121 }]],
  ['two layers of one ssrc', ['encodings'], [{ ssrc: 7 }, { ssrc: 7 }]],
  ['a layer retransmitted under its own ssrc', ['encodings'], [{ ssrc: 7, rtx: { ssrc: 7 } }]],
  ['two layers of one rid', ['encodings'], [{ rid: 'a' }, { rid: 'a' }]],
])('%s, which the worker would refuse, are refused in words', (_what, path, value) => {
  expect(rtpParameters.safeParse(changed(path, value)).success).toBe(false)
})

test('sound is not produced as a picture', () => {
  expect(ofOneKind({ ...screen, kind: 'audio' })).toBe(false)
})

test.each(['', '../', '4A:', '4A71', 'GG', `${'4A:'.repeat(64)}4A`])('%p is no fingerprint', (value) => {
  expect(dtlsParameters.safeParse({ fingerprints: [{ algorithm: 'sha-256', value }] }).success).toBe(false)
})
