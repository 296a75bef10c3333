import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  counterCells,
  counterSize,
  encodeFrameNumber,
  type Pixels,
  readFrameCounter,
  stripShare,
} from './frameCounter.ts'

interface Look {
  width: number
  /** Width divided by height. */
  aspect: number
  white: number
  black: number
  /** How far a cell blurs into its neighbours, as a share of a cell. */
  blur: number
  /** Each pixel is off by at most this much. */
  noise: number
  seed: number
}
const clear: Look = { width: 640, aspect: 16 / 9, white: 255, black: 0, blur: 0, noise: 0, seed: 1 }

/** Evenly distributed from -1 to 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed | 1
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return state / 2 ** 31
  }
}

/** A picture with these cells (0 black to 1 white) along its lower edge, as left by scaling and encoding. */
function draw(cells: number[], look: Look): Pixels {
  const { width, aspect, white, black, blur, noise, seed } = look
  const height = Math.round(width / aspect)
  const data = new Uint8ClampedArray(width * height * 4)
  const random = randomOf(seed)
  const samples = 8
  /** The mean around a position in the row of cells. */
  const shadeAt = (place: number): number => {
    let sum = 0
    for (let sample = 0; sample < samples; sample++) {
      const at = Math.floor(place + blur * ((2 * sample + 1) / samples - 1))
      sum += cells[Math.min(counterCells - 1, Math.max(0, at))]!
    }
    return sum / samples
  }
  const shades = Array.from({ length: width }, (_, x) => {
    return black + (white - black) * shadeAt(((x + 0.5) * counterCells) / width)
  })
  for (let pixel = Math.floor(height * (1 - stripShare)) * width; pixel < width * height; pixel++) {
    const shade = shades[pixel % width]! + (noise > 0 ? noise * random() : 0)
    data[pixel * 4] = data[pixel * 4 + 1] = data[pixel * 4 + 2] = shade
  }
  return { width, height, data }
}

const read = (cells: number[], look = clear): number | null => readFrameCounter(draw(cells, look))

const numbers = fc.nat(counterSize - 1)
const looks: fc.Arbitrary<Look> = fc.record({
  width: fc.oneof(fc.constantFrom(320, 480, 640, 960, 1280, 1920), fc.integer({ min: 320, max: 1280 })),
  aspect: fc.constantFrom(16 / 9, 4 / 3, 1.6),
  white: fc.integer({ min: 190, max: 255 }),
  black: fc.integer({ min: 0, max: 60 }),
  blur: fc.double({ min: 0, max: 0.25, noNaN: true }),
  noise: fc.integer({ min: 0, max: 60 }),
  seed: fc.integer(),
})
/** Indexes of cells that carry the number and its check. */
const places = (counts: { minLength: number; maxLength: number }) =>
  fc.uniqueArray(fc.integer({ min: 2, max: counterCells - 3 }), counts)

test('a frame’s number is read back at every size, despite noise, blur and weak contrast', () => {
  fc.assert(
    fc.property(numbers, looks, (number, look) => {
      expect(read(encodeFrameNumber(number), look)).toBe(number)
    }),
    {
      numRuns: 60,
      examples: [
        [0, clear],
        [counterSize - 1, { ...clear, width: 320, blur: 0.25, noise: 60 }],
      ],
    },
  )
})

test('numbers start again after the largest', () => {
  fc.assert(
    fc.property(numbers, fc.nat(1000), (number, rounds) => {
      expect(read(encodeFrameNumber(number + rounds * counterSize))).toBe(number)
    }),
  )
})

test('up to three flipped cells are noticed', () => {
  fc.assert(
    fc.property(numbers, places({ minLength: 1, maxLength: 3 }), looks, (number, turned, look) => {
      const cells = encodeFrameNumber(number).map((cell, place) => (turned.includes(place) ? 1 - cell : cell))
      expect(read(cells, look)).toBeNull()
    }),
    { numRuns: 60 },
  )
})

test('anything covering up to eight neighbouring cells is noticed if it changes one', () => {
  fc.assert(
    fc.property(
      numbers,
      fc.integer({ min: 2, max: counterCells - 3 }),
      fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 8 }),
      (number, from, cover) => {
        const cells = encodeFrameNumber(number)
        const covered = cells.map((cell, place) =>
          place < counterCells - 2 ? (cover[place - from] ?? cell) : cell,
        )
        const isSame = cells.every((cell, place) => cell === covered[place])
        expect(read(covered)).toBe(isSame ? number : null)
      },
    ),
  )
})

test('a strip covered at one end, or completely, is not read', () => {
  const shades = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(numbers, shades, looks, (number, shade, look) => {
      const cells = encodeFrameNumber(number)
      const cover = (from: number, to: number) =>
        cells.map((cell, at) => (at >= from && at < to ? shade : cell))
      for (const covered of [cover(0, 2), cover(26, 28), cover(0, 28)]) expect(read(covered, look)).toBeNull()
    }),
    { numRuns: 25 },
  )
})

test('a strip that is nearly faded or has black and white swapped is not read', () => {
  fc.assert(
    fc.property(numbers, fc.nat(200), fc.nat(55), (number, black, contrast) => {
      const cells = encodeFrameNumber(number)
      expect(read(cells, { ...clear, black, white: black + contrast })).toBeNull()
      expect(read(cells.map((cell) => 1 - cell))).toBeNull()
    }),
  )
})

test('two blended frames are read as the one that shows more', () => {
  fc.assert(
    fc.property(numbers, numbers, fc.double({ min: 0, max: 0.4, noNaN: true }), (number, other, share) => {
      const under = encodeFrameNumber(other)
      const mixed = encodeFrameNumber(number).map((cell, at) => cell * (1 - share) + under[at]! * share)
      expect(read(mixed)).toBe(number)
    }),
  )
})
