import { ledgerKinds } from '@lectern/shared/ledger'
import { ledgerQuery } from './ledgerApi.ts'
import { dataLines, kindWords } from './ledgerWords.ts'

test('every kind of entry has words of its own', () => {
  const words = ledgerKinds.map((kind) => kindWords[kind])
  expect(new Set(words).size).toBe(ledgerKinds.length)
})

test('what an entry holds is shown line by line, nested parts as JSON', () => {
  expect(dataLines({ sessionId: 'heart', slots: [1, 2], amount: 0.5 })).toBe(
    'sessionId: heart\nslots: [1,2]\namount: 0.5',
  )
})

test('older entries are asked for until the first was seen', () => {
  const page = (...seqs: number[]) =>
    ({ entries: seqs.map((seq) => ({ seq })), head: { seq: 9, hash: '' } }) as unknown as Parameters<
      typeof ledgerQuery.getNextPageParam
    >[0]
  expect(ledgerQuery.getNextPageParam(page(9, 8, 7))).toBe(7)
  expect(ledgerQuery.getNextPageParam(page(2, 1))).toBeUndefined()
  expect(ledgerQuery.getNextPageParam(page())).toBeUndefined()
})
