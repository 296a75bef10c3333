// Chats and bookings on a real Redis, through two servers at once.
import { beforeEach, describe, expect, test } from '@jest/globals'
import { bookingSlotMs, bookingsEach, type StaffMember } from '@lectern/shared/booths'
import { codeOf } from '../../testing/answers.ts'
import { fileRedis } from '../../testing/redis.ts'
import { createBookingsStore } from './bookingsStore.ts'
import { createChatStore } from './chatStore.ts'

let now = 1_798_761_600_000
let boothId = ''
let last = 0

const redis = await fileRedis()
const connections = [redis.connect(), redis.connect()]
const chats = connections.map((connection) => createChatStore(connection, () => now))
const bookings = connections.map((connection) => createBookingsStore(connection, () => now))

const ann: StaffMember = { staffId: 'ann', name: 'Ann Staff' }
const ben: StaffMember = { staffId: 'ben', name: 'Ben Staff' }
const words = (text: string, messageId = `m-${++last}`) => ({ messageId, text })
const at = <Store>(stores: Store[], n: number): Store => stores[n % 2]!

beforeEach(() => {
  boothId = `booth-${++last}`
})

describe('a chat', () => {
  test('has every message once, in one order without gaps, however many write at once', async () => {
    const written = Array.from({ length: 60 }, (_, n) => words(`Message ${n}`))
    // Each is sent twice, as by pages that got no reply.
    const said = await Promise.all(
      [...written, ...written].map((message, n) =>
        at(chats, n).say(boothId, 'v', n % 60 < 30 ? null : ann, message),
      ),
    )
    expect(said.filter(({ fresh }) => fresh)).toHaveLength(60)
    const { messages, more } = await chats[0]!.read(boothId, 'v')
    expect(more).toBe(false)
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1))
    expect(new Set(messages.map(({ text }) => text)).size).toBe(60)
  })

  test('does not confuse messages of the two sides with the same id', async () => {
    await chats[0]!.say(boothId, 'v', null, words('From the visitor', 'same'))
    const { fresh } = await chats[1]!.say(boothId, 'v', ann, words('From the staff', 'same'))
    expect(fresh).toBe(true)
    expect((await chats[0]!.read(boothId, 'v')).messages.map(({ staff }) => staff)).toEqual([null, ann])
  })

  test('counts for each side the messages of the other that it was not shown', async () => {
    const unread = async () => [
      (await chats[0]!.list(boothId))[0]?.unread,
      await chats[0]!.unreadByVisitor(boothId, 'v'),
    ]
    for (const staff of [null, null, ann, null, ben]) await chats[0]!.say(boothId, 'v', staff, words('x'))
    expect(await unread()).toEqual([3, 2])
    expect(await chats[0]!.seen(boothId, 'v', 'staff', 2)).toBe(2)
    expect(await chats[1]!.seen(boothId, 'v', 'visitor', 3)).toBe(3)
    expect(await unread()).toEqual([1, 1])
    // What was seen stays seen, and never exceeds what there is.
    expect(await chats[0]!.seen(boothId, 'v', 'staff', 1)).toBe(0)
    expect(await chats[0]!.seen(boothId, 'v', 'staff', 900)).toBe(5)
    expect(await unread()).toEqual([0, 1])
  })

  test('is read a page at a time, newest first', async () => {
    for (let i = 0; i < 130; i++) await chats[0]!.say(boothId, 'v', null, words(`${i + 1}`))
    const newest = await chats[0]!.read(boothId, 'v')
    expect([newest.messages[0]?.text, newest.messages.at(-1)?.text, newest.more]).toEqual(['31', '130', true])
    const older = await chats[0]!.read(boothId, 'v', 31)
    expect([older.messages[0]?.text, older.messages.at(-1)?.text, older.more]).toEqual(['1', '30', false])
  })

  test('goes to the first of the staff who answers, and to one of two who take it at once', async () => {
    await chats[0]!.say(boothId, 'v', null, words('Hello'))
    const answers = await Promise.all(
      [ann, ben].map((staff, n) => at(chats, n).say(boothId, 'v', staff, words('Good morning'))),
    )
    const assigned = answers.map((answer) => answer.assigned).filter(Boolean)
    expect(assigned).toHaveLength(1)
    expect((await chats[0]!.read(boothId, 'v')).assignee).toEqual(assigned[0])
    await chats[0]!.assign(boothId, 'v', assigned[0]!.staffId, null)
    for (let i = 0; i < 50; i++) {
      const taken = await Promise.all(
        [ann, ben].map((staff, n) => codeOf(at(chats, n + i).assign(boothId, 'v', null, staff))),
      )
      expect(taken.sort()).toEqual(['ok', 'stale'])
      const { assignee } = await chats[0]!.read(boothId, 'v')
      await chats[0]!.assign(boothId, 'v', assignee!.staffId, null)
    }
  })
})

describe('a slot', () => {
  const slot = now + 3_600_000

  test('is booked by one of many who want it at the same instant, a hundred times', async () => {
    for (let i = 0; i < 100; i++) {
      const at0 = slot + i * bookingSlotMs
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, n) => codeOf(at(bookings, n + i).book(boothId, at0, `v-${i}-${n}`))),
      )
      expect(outcomes.filter((code) => code === 'ok')).toHaveLength(1)
      expect(outcomes.filter((code) => code === 'slot_taken')).toHaveLength(7)
      const [held] = (await bookings[0]!.from(boothId, at0)).slice(0, 1)
      expect(held?.visitorId).toBe(`v-${i}-${outcomes.indexOf('ok')}`)
    }
  })

  test('that overlaps a booked one is taken too', async () => {
    await bookings[0]!.book(boothId, slot, 'v')
    expect(await codeOf(bookings[0]!.book(boothId, slot + bookingSlotMs - 1, 'w'))).toBe('slot_taken')
    expect(await codeOf(bookings[0]!.book(boothId, slot - bookingSlotMs + 1, 'w'))).toBe('slot_taken')
    expect(await codeOf(bookings[0]!.book(boothId, slot + bookingSlotMs, 'w'))).toBe('ok')
    // Booking it again is the same booking.
    expect(await codeOf(bookings[0]!.book(boothId, slot, 'v'))).toBe('ok')
    expect(await bookings[0]!.from(boothId, 0)).toHaveLength(2)
  })

  test('counts towards the limit of a visitor’s future bookings', async () => {
    const book = (n: number) => codeOf(at(bookings, n).book(boothId, slot + n * bookingSlotMs, 'v'))
    const outcomes = await Promise.all(Array.from({ length: 6 }, (_, n) => book(n)))
    expect(outcomes.filter((code) => code === 'ok')).toHaveLength(bookingsEach)
    const before = now
    now = slot + 6 * bookingSlotMs
    expect(await book(7)).toBe('ok')
    now = before
  })

  test('is cancelled by its holder or the staff, once', async () => {
    await bookings[0]!.book(boothId, slot, 'v')
    expect(await bookings[0]!.cancel(boothId, slot, 'w')).toBeUndefined()
    expect(await bookings[1]!.cancel(boothId, slot, 'v')).toBe('v')
    expect(await bookings[0]!.cancel(boothId, slot, 'v')).toBeUndefined()
    await bookings[0]!.book(boothId, slot, 'w')
    expect(await bookings[1]!.cancel(boothId, slot)).toBe('w')
    expect(await bookings[0]!.from(boothId, 0)).toEqual([])
  })
})
