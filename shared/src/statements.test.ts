import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { filledStatement, statementRuns, statementText } from './statements.ts'

/** Italics in brackets. */
const shown = (statement: string): string =>
  statementRuns(statement)
    .map(({ text, isItalic }) => (isItalic ? `[${text}]` : text))
    .join('')

test.each([
  ['Up to 1.00 *AMA PRA Category 1 Credit(s)*™.', 'Up to 1.00 [AMA PRA Category 1 Credit(s)]™.'],
  ['Up to 1.00 AMA PRA Category 1 Credits™.', 'Up to 1.00 [AMA PRA Category 1 Credits™].'],
  ['*All* of *it*', '[All] of [it]'],
  ['One * alone', 'One * alone'],
  ['A *word* and one * alone', 'A [word] and one * alone'],
  ['Written out: \\*not italic\\*', 'Written out: *not italic*'],
  ['**', ''],
  ['', ''],
])('%s reads as %s', (statement, words) => {
  expect(shown(statement)).toBe(words)
})

test('values are filled in as they are: neither marks nor placeholders in them mean anything', () => {
  const values = { activity: 'HLA-B*27 and *more*', name: '{{activity}}', amount: '1' }
  expect(shown(filledStatement('{{name}} in “{{activity}}”: {{amount}} *credit*, {{other}}', values))).toBe(
    '{{activity}} in “HLA-B*27 and *more*”: 1 [credit], {{other}}',
  )
})

test('every value comes out as it went in', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      expect(statementText(filledStatement('a *b{{value}}*c{{value}}', { value }))).toBe(
        `a b${value}c${value}`,
      )
    }),
  )
})
