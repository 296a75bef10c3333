import { expect, test } from '@jest/globals'
import { eventName, merged, Receipts } from './receipts.ts'

const data = (version: number, ...changed: { id: string; votes: number }[]) =>
  Buffer.from(`42${JSON.stringify([eventName, { version, changed }, '1-0'])}`)

test('a message is counted at every listener, in any order of arrival', () => {
  const receipts = new Receipts()
  receipts.take(data(1, { id: 'a', votes: 4 }), 10)
  receipts.take(data(2), 11)
  receipts.take(data(1, { id: 'a', votes: 4 }), 12)
  receipts.take(data(2), 13)
  expect(receipts.list()).toEqual([
    {
      version: 1,
      votes: { a: 4 },
      bytes: data(1, { id: 'a', votes: 4 }).length,
      count: 2,
      firstAt: 10,
      lastAt: 12,
    },
    { version: 2, votes: {}, bytes: data(2).length, count: 2, firstAt: 11, lastAt: 13 },
  ])
  receipts.forget()
  expect(receipts.list()).toEqual([])
})

test('other events are ignored', () => {
  const receipts = new Receipts()
  receipts.take(Buffer.from('42["hello",{"now":1}]'), 1)
  expect(receipts.list()).toEqual([])
})

test('several processes count as one: a message has arrived when the last listener of all has it', () => {
  const receipt = { version: 2, votes: {}, bytes: 50 }
  const first = [
    { ...receipt, count: 3, firstAt: 5, lastAt: 9 },
    { ...receipt, version: 1, count: 3, firstAt: 1, lastAt: 2 },
  ]
  const second = [{ ...receipt, count: 4, firstAt: 4, lastAt: 8 }]
  expect(merged([first, second])).toEqual([
    { ...receipt, version: 1, count: 3, firstAt: 1, lastAt: 2 },
    { ...receipt, count: 7, firstAt: 4, lastAt: 9 },
  ])
})
