import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { filesUntil, keptBy, keptUntil, yearsLater } from './retentionRules.ts'

const at = (day: string) => Date.parse(`${day}T12:00:00Z`)

test('a leap day is kept until the first of March: never a day less than six years', () => {
  expect(yearsLater(at('2028-02-29'), 6)).toBe(at('2034-03-01'))
  expect(yearsLater(at('2028-02-29'), 4)).toBe(at('2032-02-29'))
  expect(keptUntil(at('2028-02-29'), null)).toBe(at('2034-03-01'))
})

test('files are kept for the term in which the activity was held, or twelve months', () => {
  const term = { startsOn: '2026-07-01', endsOn: '2034-06-30' }
  expect(filesUntil(at('2026-12-01'), null)).toBe(at('2027-12-01'))
  expect(filesUntil(at('2026-12-01'), term)).toBe(at('2034-07-01'))
  expect(filesUntil(at('2034-06-30'), term)).toBe(at('2035-06-30'))
  expect(filesUntil(at('2025-01-01'), term)).toBe(at('2026-01-01'))
  // A term that ends after six years decides.
  expect(keptUntil(at('2026-12-01'), term)).toBe(at('2034-07-01'))
  expect(keptUntil(at('2031-12-01'), term)).toBe(at('2037-12-01'))
})

test('nothing is kept for less than any rule says, whatever the day and the term', () => {
  const days = fc.date({ min: new Date('2024-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(days, days, fc.integer({ min: 0, max: 4000 }), (ended, starts, length) => {
      const endedAt = ended.getTime()
      const startsOn = starts.toISOString().slice(0, 10)
      const endsOn = new Date(starts.getTime() + length * 86_400_000).toISOString().slice(0, 10)
      const term = { startsOn, endsOn }
      const until = keptUntil(endedAt, term)
      for (const each of keptBy(endedAt, term)) expect(until).toBeGreaterThanOrEqual(each.until)
      // Six years have at least 2191 days.
      expect(until - endedAt).toBeGreaterThanOrEqual(2191 * 86_400_000)
      const day = ended.toISOString().slice(0, 10)
      if (startsOn <= day && day <= endsOn)
        expect(until).toBeGreaterThanOrEqual(Date.parse(`${endsOn}T23:59:59Z`))
      // A later end is never kept shorter, apart from the term that it falls into.
      expect(keptUntil(endedAt + 86_400_000, null)).toBeGreaterThanOrEqual(keptUntil(endedAt, null))
    }),
  )
})
