import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dayVariables, nightVariables, theme } from './theme.ts'

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

/** WCAG 2.2's relative luminance of #rrggbb. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light! + 0.05) / (dark! + 0.05)
}

const shades = Object.entries(theme.colors!).flatMap(([name, tuple]) =>
  tuple!.map((colour, shade) => [`--mantine-color-${name}-${shade}`, colour]),
)
const white = '#ffffff'
const schemes = {
  light: { ...Object.fromEntries(shades), ...dayVariables } as Record<string, string>,
  dark: { ...Object.fromEntries(shades), ...nightVariables } as Record<string, string>,
}
const gray = (shade: number) => `--mantine-color-gray-${shade}`
const tints = [1, 2, 3, 4, 5].map((n): [string, string] => [gray(8), `--tint-${n}`])

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  const colour = (name: string): string => (name.startsWith('#') ? name : schemes[scheme][name]!)
  test.each<[string, string]>([
    ['--text', '--surface'],
    ['--text', '--ground'],
    ['--text', gray(2)],
    ['--quiet', '--surface'],
    ['--quiet', '--ground'],
    ['--accent', '--surface'],
    ['--accent', '--ground'],
    ['--accent', '--selected'],
    ['--live', '--surface'],
    ['--live', '--mantine-color-red-0'],
    ['--mantine-color-red-9', '--surface'],
    ['--mantine-color-amber-9', '--mantine-color-amber-0'],
    ['--mantine-color-amber-9', '--surface'],
    ['--mantine-color-placeholder', '--surface'],
    [gray(8), gray(1)],
    ['--mantine-color-teal-light-color', '--mantine-color-teal-light'],
    ['--mantine-color-teal-light-color', '--surface'],
    ['--mantine-color-red-light-color', '--mantine-color-red-light'],
    ['--mantine-color-amber-light-color', '--mantine-color-amber-light'],
    ['--mantine-color-gray-light-color', '--mantine-color-gray-light'],
    ...tints,
  ])('%s can be read on %s', (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5)
  })
})

test.each(['light', 'dark'] as const)('a field’s edge is seen in the %s scheme', (scheme) => {
  const { '--field-edge': edge, '--surface': surface } = schemes[scheme]
  expect(contrast(edge!, surface!)).toBeGreaterThanOrEqual(3)
})

test('white can be read on whatever is filled', () => {
  const filled = [
    theme.colors!.teal![7]!,
    theme.colors!.teal![8]!,
    theme.colors!.red![8]!,
    ...[...Object.entries(dayVariables), ...Object.entries(nightVariables)]
      .filter(([name]) => name.includes('filled'))
      .map(([, colour]) => colour),
  ]
  expect(filled.map((colour) => contrast(white, colour) >= 4.5)).toEqual(filled.map(() => true))
})
