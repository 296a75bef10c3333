import { overrideRequest } from '@lectern/shared/creditOffice'
import { liveAt } from '../credit/fakeCredit.ts'
import { emptyOverride, overrideOf, prefilled, problemsOf } from './overrideFields.ts'

const about = { sessionId: 'heart', personId: 'clara', appealId: null }
const fields = { from: '10:00', to: '13:10', credited: true, reason: ' The gateway failed. ' }

test('it is sent in minutes, as the contract has it', () => {
  const sent = overrideOf(fields, about)
  expect(sent).toEqual({
    sessionId: 'heart',
    personId: 'clara',
    fromMinute: 10,
    toMinute: 13 + 10 / 60,
    credited: true,
    reason: 'The gateway failed.',
  })
  expect(overrideRequest.safeParse(sent).success).toBe(true)
  expect(overrideOf(fields, { ...about, appealId: 'a1' })).toMatchObject({ appealId: 'a1' })
})

test.each([
  [{}, {}],
  [emptyOverride, { from: 'Write it like 12:30.', to: 'Write it like 15:00.', reason: 'Give a reason.' }],
  [{ to: '10:00' }, { to: 'It must end after it begins.' }],
  [{ reason: 'no' }, { reason: 'Give a reason.' }],
  [{ reason: 'x'.repeat(502) }, { reason: 'Shorten it by 2 characters.' }],
])('of %j it says %j', (changed, problems) => {
  expect(problemsOf({ ...fields, ...changed })).toEqual(problems)
})

test('for an appeal the longest gap is filled in', () => {
  const at = (minute: number) => liveAt + minute * 60_000
  const gaps = [
    { from: at(1), to: at(2), reason: 'hall' as const },
    { from: at(10), to: at(70), reason: 'connection_lost' as const },
  ]
  expect(prefilled(gaps, liveAt)).toMatchObject({ from: '10:00', to: '1:10:00', credited: true })
  expect(prefilled([], liveAt)).toEqual(emptyOverride)
})
