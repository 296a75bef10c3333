import { expect, test } from '@jest/globals'
import { table } from './report.ts'

test('every figure has a line, and a column without figures is left out', () => {
  expect(
    table({
      metrics: { p50Ms: 412.34, joins: 30 },
      floor: { p50Ms: 400 },
      ratios: { p50: 1.03085 },
    }).split('\n'),
  ).toEqual([
    '       Lectern  floor  Lectern / floor',
    'p50Ms      412    400',
    'joins       30',
    'p50                               1.03',
  ])
})
