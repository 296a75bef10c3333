import { expect, test } from '@jest/globals'
import { emphasisParts, withoutEmphasis } from './emphasis.ts'

test('what is between asterisks is in italics', () => {
  expect(emphasisParts('at most 1.00 *AMA PRA Category 1 Credit(s)*™.')).toEqual([
    { text: 'at most 1.00 ', isItalic: false },
    { text: 'AMA PRA Category 1 Credit(s)', isItalic: true },
    { text: '™.', isItalic: false },
  ])
  expect(emphasisParts('*all*')).toEqual([{ text: 'all', isItalic: true }])
})

test('without italics the words stay', () => {
  expect(withoutEmphasis('*AMA PRA Category 1 Credit*™')).toBe('AMA PRA Category 1 Credit™')
})
