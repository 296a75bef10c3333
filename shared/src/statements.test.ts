import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { filledStatement, statementRuns, statementText, withUnits } from './statements.ts'

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

test.each([
  ['The Riverside Institute', 'The Riverside Institute designates this.'],
  ['Riverside Institute', 'The Riverside Institute designates this.'],
  ['Thebes University', 'The Thebes University designates this.'],
])('“The {{provider}}” of %s has one article', (provider, words) => {
  expect(filledStatement('The {{provider}} designates this.', { provider })).toBe(words)
})

test('a provider’s article stays where the statement has none', () => {
  expect(filledStatement('by {{provider}}.', { provider: 'The Riverside Institute' })).toBe(
    'by The Riverside Institute.',
  )
})

test('the unit after the maximum is the one of the maximum', () => {
  expect(withUnits('{{amount}} {{unit}}, at most {{maximum}} {{unit}}')).toBe(
    '{{amount}} {{unit}}, at most {{maximum}} {{maximumUnit}}',
  )
})
