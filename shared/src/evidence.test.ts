import { expect, test } from '@jest/globals'
import type { AttendancePolicy } from './attendance.ts'
import { evidenceOf, evidenceSheet, type WatchedPage } from './evidence.ts'
import { type PersonFacts, type SessionFacts, withBit } from './watchTime.ts'

const liveAt = 1_800_000_000_000
const at = (slot: number, ms = 0): number => liveAt + slot * 10_000 + ms
const slots = 360
const bits = (first: number, count: number): Uint8Array =>
  Array.from({ length: count }, (_, i) => first + i).reduce(withBit, new Uint8Array())
const all = bits(0, slots)
const policy: AttendancePolicy = {
  checks: { perHour: 3, answerSeconds: 60, extensionSeconds: 60, uncreditMinutes: 5 },
  excuseOutages: false,
  maxExcusedMinutes: 0,
}
const facts: SessionFacts = { liveAt, until: at(slots), breaks: [], onAir: all, outages: [] }
const check = (window: number, answerMs: number | null) => ({
  check: window,
  window,
  sentAt: at(50 + window * 120),
  dueAt: at(56 + window * 120),
  answeredAt: answerMs === null ? null : at(50 + window * 120) + answerMs,
})
const sheetOf = (fields: Partial<PersonFacts>, pages: WatchedPage[] = []) => {
  const person = { present: all, delivered: all, hall: [], checks: [], proofs: [], overrides: [], ...fields }
  const session = { sessionId: 's', title: 'S', isFinal: true, facts }
  const sheet = evidenceOf(session, { acknowledgedAt: liveAt, ...person }, pages, policy)
  expect(evidenceSheet.parse(sheet)).toEqual(sheet)
  return sheet
}
const codes = (sheet: ReturnType<typeof sheetOf>) => sheet.signs.map(({ code }) => code)

test('each check is listed with its answer time in ms, or without an answer', () => {
  const sheet = sheetOf({ checks: [check(0, 4200), check(1, null), check(2, 61)] })
  expect(sheet.checks.map(({ outcome, answerMs }) => [outcome, answerMs])).toEqual([
    ['answered', 4200],
    ['missed', null],
    ['answered', 61],
  ])
  expect(sheet.answers).toEqual({ count: 2, fastest: 61, median: 61, slowest: 4200 })
})

test('a check answered by a poll has no answer time, and the poll is among the votes', () => {
  const sheet = sheetOf({ checks: [check(0, null)], proofs: [at(51)] })
  expect(sheet.checks).toMatchObject([{ outcome: 'answered', answerMs: null, answeredAt: at(51) }])
  expect(sheet).toMatchObject({ answers: null, votes: [at(51)], signs: [] })
})

test('a script that answers at once shows up as numbers', () => {
  const sheet = sheetOf({ checks: [check(0, 4), check(1, 83), check(2, 31)] })
  expect(sheet.signs).toEqual([
    {
      code: 'fast_answers',
      text: '3 of 3 answers came in less than 300 ms; the fastest in 4 ms.',
    },
    { code: 'alike_answers', text: 'All 3 answers took between 4 and 83 ms: they differ by 79 ms.' },
  ])
})

test('a person who answers normally shows no signs', () => {
  expect(sheetOf({ checks: [check(0, 2200), check(1, 9000), check(2, 4100)] }).signs).toEqual([])
})

test('an hour without answers is stated as a fact; so are answers without beats or without media', () => {
  expect(sheetOf({ checks: [check(0, null)] }).signs).toEqual([
    {
      code: 'no_interaction',
      text: 'The page was there for 60 min without an answer to any check or poll.',
    },
  ])
  const silent = sheetOf({ present: bits(0, 40), checks: [check(0, 3000)] })
  expect(silent.signs).toMatchObject([
    { text: '1 of 1 answers came in a slot in which the page gave no sign of life.' },
  ])
  expect(codes(sheetOf({ delivered: bits(0, 40), checks: [check(0, 3000)] }))).toEqual([
    'answered_without_media',
  ])
})

test('gaps in beats and in deliveries are listed separately, between the first and the last sign', () => {
  const sheet = sheetOf({ present: bits(3, 10), delivered: bits(5, 4) })
  expect(sheet.silences).toEqual([])
  expect(sheet.undelivered).toEqual([
    { from: at(3), to: at(5) },
    { from: at(9), to: at(13) },
  ])
  expect(sheet.slots).toEqual({
    possible: 360,
    credited: 4,
    present: 10,
    delivered: 4,
    both: 4,
    longestPresent: 10,
  })
})

test('simultaneous pages are listed, with the number of sign-ins', () => {
  const pages = [
    { signIn: 'a', from: at(0), to: at(100) },
    { signIn: 'b', from: at(60), to: null },
  ]
  const sheet = sheetOf({ checks: [check(0, 3000)] }, pages)
  expect(sheet.pages).toEqual(pages)
  expect(sheet.signs).toEqual([
    {
      code: 'pages_at_once',
      text: 'Several pages watched at once for 6.7 min; the pages belong to 2 sign-ins.',
    },
  ])
  expect(sheetOf({ checks: [check(0, 3000)] }, [pages[0]!, { ...pages[1]!, from: at(100) }]).signs).toEqual(
    [],
  )
})

test('before the session goes live the sheet is empty', () => {
  const person = {
    present: new Uint8Array(),
    delivered: new Uint8Array(),
    hall: [],
    checks: [],
    proofs: [],
    overrides: [],
  }
  const sheet = evidenceOf(
    { sessionId: 's', title: 'S', isFinal: false, facts: null },
    { acknowledgedAt: 1, ...person },
    [],
    policy,
  )
  expect(evidenceSheet.parse(sheet)).toMatchObject({ liveAt: null, checks: [], signs: [], gaps: [] })
})
