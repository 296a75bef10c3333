import { bounded, list, text } from '@lectern/shared/text'
import { z } from 'zod'
import { problemsIn, shortenWords } from './problems.ts'

const contract = z.object({
  name: text(5),
  code: bounded(20).regex(/^\d+$/, 'a code has digits only'),
  count: z.number().int().min(2).max(9),
  tags: list(text(5), 2),
})
const good = { name: 'Ada', code: '12', count: 3, tags: ['a'] }

test('what the server would take has no problems', () => {
  expect(problemsIn(contract, good)).toEqual({})
})

test.each([
  [{ name: ' ' }, { name: 'This is empty. Write something here.' }],
  [{ name: 'Ada Lovelace' }, { name: 'At most 5 characters.' }],
  [{ code: 'x' }, { code: 'A code has digits only.' }],
  [{ count: 1 }, { count: 'At least 2.' }],
  [{ count: 10 }, { count: 'At most 9.' }],
  [{ count: '' }, { count: 'A whole number is needed here.' }],
  [{ tags: ['a', 'b', 'c'] }, { tags: 'At most 2 tags.' }],
  [{ tags: ['a', ''] }, { 'tags.1': 'This is empty. Write something here.' }],
])('%j: %j', (changed, problems) => {
  expect(problemsIn(contract, { ...good, ...changed })).toEqual(problems)
})

test('a field may have words of its own, and hold what is sent under another name', () => {
  const problems = problemsIn(
    contract,
    { ...good, name: 'Ada Lovelace', tags: ['much too long'] },
    {
      fieldOf: (path) => path.replace(/^tags\..*/, 'labels'),
      own: { name: ({ length }) => shortenWords(length, 5), labels: 'Five characters each.' },
    },
  )
  expect(problems).toEqual({ name: 'Shorten it by 7 characters.', labels: 'Five characters each.' })
})
