import { drawnPlace, moveByDrag, moveByKey, type PressedKey } from './moves.ts'

const minute = 60_000
const morning = Date.UTC(2026, 10, 28, 9)
const place = { startsAt: morning, endsAt: morning + 45 * minute, track: 'Heart' }
const columns = ['Brain', 'Heart']
const press = (key: string, more: Partial<PressedKey> = {}) =>
  moveByKey(place, { key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...more }, columns)
/** Minutes that start and end were moved by. */
const by = (moved: typeof place | undefined) =>
  moved && [(moved.startsAt - place.startsAt) / minute, (moved.endsAt - place.endsAt) / minute]

test.each<[string, Partial<PressedKey>, number[]]>([
  ['ArrowDown', {}, [5, 5]],
  ['ArrowUp', {}, [-5, -5]],
  ['ArrowDown', { shiftKey: true }, [30, 30]],
  ['ArrowUp', { altKey: true }, [0, -5]],
  ['ArrowDown', { altKey: true, shiftKey: true }, [0, 30]],
  // It cannot become shorter than five minutes.
  ['ArrowUp', { altKey: true, shiftKey: true }, [0, -30]],
])('%s with %j moves start and end by %j minutes', (key, more, minutes) => {
  expect(by(press(key, more))).toEqual(minutes)
})

test('left and right lead to the next track, and not beyond the last', () => {
  expect(press('ArrowLeft')?.track).toBe('Brain')
  expect(press('ArrowRight')).toEqual(place)
})

test('other keys, and those of the browser, move nothing', () => {
  expect(press('Enter')).toBeUndefined()
  expect(press('ArrowDown', { ctrlKey: true })).toBeUndefined()
})

test('a session keeps at least five minutes, and a day at most', () => {
  expect(by(moveByDrag(place, 'end', -90 * minute, 'Heart'))).toEqual([0, -40])
  expect(by(moveByDrag(place, 'start', 90 * minute, 'Heart'))).toEqual([40, 0])
  expect(moveByDrag(place, 'end', 48 * 60 * minute, 'Heart').endsAt - morning).toBe(24 * 60 * minute)
})

test('what is dragged lands on five minutes, also if it was not on them', () => {
  const odd = { ...place, startsAt: morning + 2 * minute }
  const moved = moveByDrag(odd, 'whole', 9 * minute, 'Brain')
  expect(moved).toEqual({
    track: 'Brain',
    startsAt: morning + 10 * minute,
    endsAt: morning + 53 * minute,
  })
})

test('a stretch drawn upwards is the same; a mere press is half an hour', () => {
  const [from, to] = [morning + 61 * minute, morning + 2 * minute]
  expect(drawnPlace(from, to, 'Heart')).toEqual({ ...place, endsAt: morning + 60 * minute })
  expect(drawnPlace(morning, morning + minute, 'Heart').endsAt - morning).toBe(30 * minute)
})
