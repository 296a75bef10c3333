import { decodedFrames, qualityBetween, readSample, type Sample, shownQuality } from './quality.ts'

const start: Sample = { at: 0, packetsReceived: 1000, packetsLost: 10, bytesReceived: 1_000_000, frozen: 1 }
/** A sample two seconds later. */
const later = (change: Partial<Record<'packets' | 'lost' | 'frozen', number>>): Sample => ({
  at: 2000,
  packetsReceived: start.packetsReceived + (change.packets ?? 0),
  packetsLost: start.packetsLost + (change.lost ?? 0),
  bytesReceived: start.bytesReceived + 1000,
  frozen: start.frozen + (change.frozen ?? 0),
})

describe('readSample', () => {
  test('adds up everything that arrives, sound and pictures, and nothing else', () => {
    const report = [
      { type: 'inbound-rtp', kind: 'audio', packetsReceived: 100, packetsLost: 1, bytesReceived: 8000 },
      {
        type: 'inbound-rtp',
        kind: 'video',
        packetsReceived: 300,
        packetsLost: 2,
        bytesReceived: 250_000,
        totalFreezesDuration: 0.5,
      },
      { type: 'outbound-rtp', packetsReceived: 9999, bytesReceived: 9999 },
      { type: 'candidate-pair', bytesReceived: 9999 },
    ]
    expect(readSample(report, 42)).toEqual({
      at: 42,
      packetsReceived: 400,
      packetsLost: 3,
      bytesReceived: 258_000,
      frozen: 0.5,
    })
  })

  test('of an empty report is nothing', () => {
    expect(readSample([], 7)).toEqual({
      at: 7,
      packetsReceived: 0,
      packetsLost: 0,
      bytesReceived: 0,
      frozen: 0,
    })
  })
})

test('decodedFrames counts the frames of each picture that says which track it is', () => {
  const report = [
    { type: 'inbound-rtp', kind: 'video', trackIdentifier: 'camera', framesDecoded: 25 },
    { type: 'inbound-rtp', kind: 'video', trackIdentifier: 'slides', framesDecoded: 0 },
    { type: 'inbound-rtp', kind: 'audio', trackIdentifier: 'voice' },
    { type: 'inbound-rtp', kind: 'video', framesDecoded: 9 },
    { type: 'media-source', trackIdentifier: 'own', framesDecoded: 9 },
  ]
  expect([...decodedFrames(report)]).toEqual([
    ['camera', 25],
    ['slides', 0],
  ])
})

describe('qualityBetween', () => {
  test.each([
    ['no loss at all', { packets: 200 }, 'good'],
    ['1 % lost', { packets: 198, lost: 2 }, 'good'],
    ['5 % lost', { packets: 190, lost: 10 }, 'fair'],
    ['10 % lost', { packets: 180, lost: 20 }, 'poor'],
    ['the picture stood for a fifth of a second', { packets: 200, frozen: 0.2 }, 'fair'],
    ['the picture stood for a second of two', { packets: 200, frozen: 1 }, 'poor'],
    ['nothing arrived', { packets: 0 }, 'lost'],
    ['nothing arrived and much was lost', { packets: 0, lost: 50 }, 'lost'],
  ] as const)('%s is %s', (_what, change, quality) => {
    expect(qualityBetween(start, later(change), true)).toBe(quality)
  })

  test('with nobody sending, silence is no fault of the connection', () => {
    expect(qualityBetween(start, later({ packets: 0 }), false)).toBe('good')
  })

  test('a loss that was repaired later (the count goes down) is not counted as negative', () => {
    expect(qualityBetween(start, later({ packets: 200, lost: -300 }), true)).toBe('good')
  })

  test('two samples of the same moment do not divide by nothing', () => {
    expect(qualityBetween(start, { ...start, packetsReceived: 1100 }, true)).toBe('good')
  })
})

describe('what is shown and played', () => {
  const fine = {
    phase: 'joined',
    quality: 'good',
    hasPicture: true,
    hasSound: true,
    playing: { picture: true, sound: true },
  } as const
  test.each<[string, Partial<Parameters<typeof shownQuality>[0]>, string]>([
    ['is as good as it arrives', {}, 'good'],
    ['is fair where it arrives so', { quality: 'fair' }, 'fair'],
    [
      'is nothing while the picture is black, paused or frozen',
      { playing: { picture: false, sound: true } },
      'lost',
    ],
    ['is nothing while the sound is paused', { playing: { picture: true, sound: false } }, 'lost'],
    ['is nothing while the page comes back', { phase: 'interrupted' }, 'lost'],
    [
      'is fine where nobody sends a picture',
      { hasPicture: false, playing: { picture: false, sound: true } },
      'good',
    ],
  ])('%s', (_what, fields, quality) => {
    expect(shownQuality({ ...fine, ...fields })).toBe(quality)
  })
})
