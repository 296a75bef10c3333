import fc from 'fast-check'
import { fitOf, mosaic, type Place, type Space } from './mosaic.ts'

const space = (width: number, height: number): Space => ({ width, height, gap: 8, caption: 28 })
/** The room at 1440 × 900, at 1280 × 800, on a phone, and in full screen; the desk's preview. */
const spaces = [space(1076, 690), space(916, 590), space(375, 309), space(1920, 1080), space(300, 197)]
const all = ({ main, side }: ReturnType<typeof mosaic>): Place[] => [...main, ...side]
const right = ({ left, width }: Place) => left + width
const bottom = ({ top, height }: Place) => top + height
const areaOf = ({ width, height }: Place) => width * height
const boundsOf = (places: Place[]) => ({
  left: Math.min(...places.map(({ left }) => left)),
  top: Math.min(...places.map(({ top }) => top)),
  right: Math.max(...places.map(right)),
  bottom: Math.max(...places.map(bottom)),
})
const overlap = (a: Place, b: Place) =>
  a.left < right(b) - 0.01 && b.left < right(a) - 0.01 && a.top < bottom(b) - 0.01 && b.top < bottom(a) - 0.01

/** Share of the places' common rectangle that none of them covers. */
function hole(places: Place[]): number {
  const bounds = boundsOf(places)
  const whole = (bounds.right - bounds.left) * (bounds.bottom - bounds.top)
  return 1 - places.reduce((sum, place) => sum + areaOf(place), 0) / whole
}

const counts = [1, 2, 3, 4, 5, 6, 7, 8, 9]

describe.each(spaces)('in $width × $height', (given) => {
  test.each(counts)(
    '%i of equal rank: inside, apart, and symmetrical, so that no corner is black',
    (count) => {
      const places = all(mosaic({ main: count, side: 0 }, given))
      expect(places).toHaveLength(count)
      const bounds = boundsOf(places)
      // What is free at the left is free at the right, and above as below.
      expect(bounds.left).toBeCloseTo(given.width - bounds.right, 3)
      expect(bounds.top).toBeCloseTo(given.height - bounds.bottom, 3)
      for (const [index, place] of places.entries())
        for (const other of places.slice(index + 1)) expect(overlap(place, other)).toBe(false)
      // In a row that is not full too.
      for (const top of new Set(places.map((place) => Math.round(place.top)))) {
        const row = boundsOf(places.filter((place) => Math.round(place.top) === top))
        if (count !== 3) expect(row.left).toBeCloseTo(given.width - row.right, 3)
      }
    },
  )

  test('three people leave no hole: a row of three, or a large picture and two', () => {
    expect(hole(all(mosaic({ main: 3, side: 0 }, given)))).toBeLessThan(0.2)
  })

  test.each(counts)('slides and %i people: the slides are by far the largest', (count) => {
    const { main, side } = mosaic({ main: 1, side: count }, given)
    expect(side).toHaveLength(count)
    expect(areaOf(main[0]!)).toBeGreaterThan(2 * Math.max(...side.map(areaOf)))
    expect(areaOf(main[0]!)).toBeGreaterThan(0.4 * given.width * given.height)
  })
})

test('one picture fills the room at 1440 × 900 up to a few pixels above and below', () => {
  const [place] = mosaic({ main: 1, side: 0 }, space(1076, 690)).main
  expect(place).toMatchObject({ width: 1076 })
  expect(place!.top).toBeLessThan(20)
})

test('two people stand side by side where the window is wide, and one above the other on a phone', () => {
  const [upper, lower] = mosaic({ main: 2, side: 0 }, space(375, 309)).main
  expect(upper!.left).toBe(lower!.left)
  for (const given of spaces.filter(({ width }) => width !== 375)) {
    const [one, other] = mosaic({ main: 2, side: 0 }, given).main
    expect(one!.top).toBe(other!.top)
  }
})

test('whatever the space and the number, everything stays inside it and nothing overlaps', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 200, max: 2600 }),
      fc.integer({ min: 120, max: 1600 }),
      (main, side, width, height) => {
        const places = all(mosaic({ main: side > 0 ? 1 : main, side }, space(width, height)))
        for (const [index, place] of places.entries()) {
          expect(place.left).toBeGreaterThanOrEqual(-0.01)
          expect(place.top).toBeGreaterThanOrEqual(-0.01)
          expect(right(place)).toBeLessThanOrEqual(width + 0.01)
          expect(bottom(place)).toBeLessThanOrEqual(height + 0.01)
          for (const other of places.slice(index + 1)) expect(overlap(place, other)).toBe(false)
        }
      },
    ),
  )
})

describe('a camera’s picture in a tile of another shape', () => {
  const hd = { width: 1280, height: 720 }
  test.each([
    ['the same shape', hd, { width: 640, height: 360 }, 'cover'],
    ['a little taller: a twentieth is cut off at each side', hd, { width: 640, height: 400 }, 'cover'],
    ['a 4:3 tile would cut too much', hd, { width: 400, height: 300 }, 'contain'],
    ['a square tile would cut too much', hd, { width: 400, height: 400 }, 'contain'],
    ['a 4:3 camera would lose the head', { width: 640, height: 480 }, { width: 640, height: 360 }, 'contain'],
    ['a phone held upright', { width: 720, height: 1280 }, { width: 640, height: 360 }, 'contain'],
    ['before its size is known', { width: 0, height: 0 }, { width: 640, height: 360 }, 'contain'],
  ] as const)('%s', (_what, picture, tile, fit) => {
    expect(fitOf(picture, tile)).toBe(fit)
  })
})
