import { expect, test } from '@jest/globals'
import { personNamed } from '../testing/people.ts'
import { createWriting } from './writing.ts'

const writing = createWriting({
  conference: async (id) => ({ id, title: 'Cardiology 2026', timeZone: 'Europe/Berlin' }),
  providerName: async () => 'Riverside Institute',
} as Parameters<typeof createWriting>[0])
const at = Date.UTC(2026, 10, 28, 8)

test.each([
  ['en', 'Saturday, 28 November 2026 at 09:00 CET', '28 November 2026'],
  ['de', 'Samstag, 28. November 2026 um 09:00 MEZ', '28. November 2026'],
  ['ar', expect.stringContaining('نوفمبر'), expect.stringContaining('نوفمبر')],
] as const)('times are written in the language of the text: %s', async (language, before, deadline) => {
  const mail = {
    kind: 'claim_deadline',
    thing: 'heart',
    given: {},
    times: { before: at, deadline: at },
  } as const
  const { values } = await writing.valuesFor('c', personNamed('clara'), mail, language)
  expect(values).toMatchObject({ before, deadline, conference: 'Cardiology 2026' })
})
