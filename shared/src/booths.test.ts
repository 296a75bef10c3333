import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { bookableDays, bookingSlotMs, boothContent, isOpenAt, slotsOf } from './booths.ts'
import { consent } from './consents.ts'

const at = Date.UTC(2026, 10, 25, 9)
const minute = 60_000
const hours = (from: number, to: number) => ({ from: at + from * minute, to: at + to * minute })

describe('opening hours', () => {
  test('a booth without hours is open unless it is closed', () => {
    expect(isOpenAt({ open: true, hours: [] }, at)).toBe(true)
    expect(isOpenAt({ open: false, hours: [] }, at)).toBe(false)
  })
  test('a booth with hours is open from their start until just before their end', () => {
    const booth = { open: true, hours: [hours(0, 60), hours(120, 180)] }
    expect([-1, 0, 59, 60, 119, 120, 180].map((m) => isOpenAt(booth, at + m * minute))).toEqual([
      false,
      true,
      true,
      false,
      false,
      true,
      false,
    ])
    expect(isOpenAt({ ...booth, open: false }, at)).toBe(false)
  })
})

describe('slots', () => {
  test('lie wholly within the hours and in the future', () => {
    const booth = { open: true, hours: [hours(0, 50)] }
    expect(slotsOf(booth, at - minute)).toEqual([0, 15, 30].map((m) => at + m * minute))
    // A slot starting right now has started.
    expect(slotsOf(booth, at)).toEqual([15, 30].map((m) => at + m * minute))
    expect(slotsOf(booth, at + 31 * minute)).toEqual([])
    expect(slotsOf({ ...booth, open: false }, at - minute)).toEqual([])
    expect(slotsOf({ open: true, hours: [] }, at)).toEqual([])
  })

  test('never overlap, are sorted, lie within some hours and begin after now, for any hours', () => {
    const anyHours = fc
      .tuple(fc.integer({ min: -600, max: 40_000 }), fc.integer({ min: 1, max: 1440 }))
      .map(([from, length]) => hours(from, from + length))
    fc.assert(
      fc.property(fc.array(anyHours, { maxLength: 8 }), fc.integer({ min: -100, max: 2000 }), (all, m) => {
        const now = at + m * minute
        const slots = slotsOf({ open: true, hours: all }, now)
        for (const [i, slot] of slots.entries()) {
          expect(slot).toBeGreaterThan(now)
          expect(slot).toBeLessThanOrEqual(now + bookableDays * 86_400_000)
          expect(all.some(({ from, to }) => from <= slot && slot + bookingSlotMs <= to)).toBe(true)
          if (i > 0) expect(slot - slots[i - 1]!).toBeGreaterThanOrEqual(bookingSlotMs)
        }
      }),
    )
  })
})

test.each([
  ['http://booth.example', false],
  ['javascript:alert(1)', false],
  ['https://user:secret@booth.example', false],
  ['data:text/html,x', false],
  ['//booth.example', false],
  ['https://booth.example/a?b=c', true],
])('the link %s is allowed: %s', (url, allowed) => {
  const content = { name: 'A', categories: [], description: '', links: [{ label: 'x', url }], hours: [] }
  expect(boothContent.safeParse(content).success).toBe(allowed)
})

const valid = { fields: ['email'], values: { email: 'a@b.example' } }
test('consent to a ticked field that is filled in is accepted', () => {
  expect(consent.parse(valid)).toEqual(valid)
})

test.each<[string, unknown]>([
  ['nothing ticked', { fields: [], values: {} }],
  ['a ticked field that is empty', { fields: ['email'], values: { email: '' } }],
  ['a ticked field of spaces', { fields: ['name'], values: { name: '   ' } }],
  ['a ticked field that is not there', { fields: ['name', 'phone'], values: { name: 'A' } }],
  [
    'a field that is filled in and not ticked',
    { fields: ['name'], values: { name: 'A', phone: '+49 30 1' } },
  ],
  ['a field named twice', { fields: ['name', 'name'], values: { name: 'A' } }],
  ['a field that does not exist', { fields: ['licence'], values: { licence: '1' } }],
  ['a value of a field that does not exist', { fields: ['name'], values: { name: 'A', licence: '1' } }],
  ['what is no mail address', { fields: ['email'], values: { email: 'nowhere' } }],
  ['what is no telephone number', { fields: ['phone'], values: { phone: 'call me' } }],
])('a consent with %s is refused', (_what, given) => {
  expect(consent.safeParse(given).success).toBe(false)
})
