import { whenOf } from './WhenFields.tsx'

const at = (text: string) => Date.parse(text)

test.each([
  ['09:00', '09:45', '2026-11-28T08:00:00Z', '2026-11-28T08:45:00Z'],
  // An end that is not after the start is on the next day.
  ['23:30', '00:15', '2026-11-28T22:30:00Z', '2026-11-28T23:15:00Z'],
])('%s to %s in Berlin is %s to %s', (from, to, startsAt, endsAt) => {
  expect(whenOf({ date: '2026-11-28', from, to }, 'Europe/Berlin')).toEqual({
    startsAt: at(startsAt),
    endsAt: at(endsAt),
  })
})

test('what is written is no time yet', () => {
  expect(whenOf({ date: '', from: '09:00', to: '' }, 'UTC')).toEqual({ startsAt: null, endsAt: null })
  expect(whenOf({ date: '2026-11-28', from: '09:00', to: '' }, 'UTC').endsAt).toBeNull()
})
