import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const source = join(import.meta.dirname, '..')
/** Where colours may be written: what decides the look. Fakes and tests draw nothing that people see. */
const isExempt = (file: string): boolean =>
  file === 'ui/theme.ts' || file === 'ui/styles.css' || /\.test\.|(^|\/)(fake|played)/.test(file)

/** #rgb, #rrggbb, #rrggbbaa, any colour function, and in style sheets a colour's name. */
const literal =
  /#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(|: [^;"']*(?<![-\w])(?:white|black|red|green|blue|gr[ae]y|orange|yellow)\b.*;$/i

const literalsIn = (file: string): string[] =>
  readFileSync(join(source, file), 'utf8')
    .split('\n')
    .flatMap((line, index) => (literal.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : []))

test('colours are named by the theme alone', () => {
  const files = globSync('**/*.{ts,tsx,css}', { cwd: source }).filter((file) => !isExempt(file))
  expect(files.length).toBeGreaterThan(200)
  expect(files.flatMap(literalsIn)).toEqual([])
})

test.each([
  ['background: #fff4dc;', true],
  ["color: '#b3261e'", true],
  ['background: rgb(10 15 20 / 88%);', true],
  ['background: white;', true],
  ['color: var(--mantine-color-white);', false],
  ['color: var(--mantine-color-red-8);', false],
  ['color="red"', false],
  ["color: 'red',", false],
  ["to: '#appeals'", false],
])('%s is a literal: %s', (line, expected) => {
  expect(literal.test(line)).toBe(expected)
})
