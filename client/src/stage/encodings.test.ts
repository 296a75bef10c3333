import { expect, test } from '@jest/globals'
import { encodingOf } from './encodings.ts'

const camera = (height?: number) =>
  encodingOf('camera', { getSettings: () => ({ height }) } as unknown as MediaStreamTrack).encodings ?? []

test.each([
  [1080, 3],
  [720, 3],
  [540, 3],
  [480, 2],
  [360, 2],
  [180, 1],
  [undefined, 3],
])('a camera of %s lines is sent in %s layers', (lines, count) => {
  expect(camera(lines)).toHaveLength(count)
})

test('layers go from the smallest to the camera’s own size, each with its own name and a higher bit rate', () => {
  for (const lines of [720, 360, 180]) {
    const sent = camera(lines)
    expect(sent.at(-1)?.scaleResolutionDownBy).toBe(1)
    expect(new Set(sent.map(({ rid }) => rid)).size).toBe(sent.length)
    for (const [smaller, larger] of sent.slice(1).map((layer, index) => [sent[index]!, layer] as const)) {
      expect(smaller.scaleResolutionDownBy).toBe(2 * larger.scaleResolutionDownBy!)
      expect(smaller.maxBitrate).toBeLessThan(larger.maxBitrate!)
    }
  }
})

test('slides are sent in two layers at full size, one of them for slow connections: one or two pictures a second', () => {
  const [thin, full] = encodingOf('screen', {} as MediaStreamTrack).encodings ?? []
  expect([thin?.scaleResolutionDownBy, full?.scaleResolutionDownBy]).toEqual([1, 1])
  expect(thin?.maxFramerate).toBe(2)
  expect(thin?.maxBitrate).toBeLessThanOrEqual(300_000)
  expect(full?.maxBitrate).toBeGreaterThan(1_000_000)
})
