// Parsing outside input must cost no more than linear time in its size, for every schema.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { analyse } from 'scslre'
import { contractSchemas } from './testing/contractSchemas.ts'
import { countedWork } from './testing/countedWork.ts'
import { sampleOf, withAt } from './testing/sampleOf.ts'

const names = Object.keys(contractSchemas)
const repeated = (part: string, n: number) => part.repeat(Math.ceil(n / part.length)).slice(0, n)

/** Inputs that are hard on patterns, trimming and normalising. */
const hostile: Record<string, (n: number) => string> = {
  blanks: (n) => `a${repeated(' ', n)}a`,
  marks: (n) => `a${repeated('\u0301\u0316', n)}`,
  enclosing: (n) => `a${repeated('\u0489\u200d', n)}`,
  mail: (n) => repeated('a@', n),
  dots: (n) => `a@${repeated('a.', n)}@`,
  brackets: (n) => repeated('{{', n),
  halves: (n) => repeated('\ud800', n),
  lines: (n) => `a${repeated('\n ', n)}a`,
  digits: (n) => `${repeated('1', n)}x`,
  colons: (n) => `${repeated('4A:', n)}x`,
  url: (n) => `https://${repeated('a.', n)}`,
}

const lengths = [1024, 4096, 16_384, 65_536]
const tried = new Map<string, RegExp>()

test.each(names)('%s: four times the text never costs more than eight times the work', (name) => {
  const schema = contractSchemas[name]!
  const { value, texts } = sampleOf(schema)
  for (const path of texts) {
    const inputs = Object.entries(hostile).flatMap(([kind, make]) =>
      lengths.map((length) => ({ kind, length, whole: withAt(value, path, make(length)) })),
    )
    const { work, patterns } = countedWork(inputs, ({ whole }) => schema.safeParse(whole))
    for (const pattern of patterns) tried.set(String(pattern), pattern)
    for (const [n, { kind, length }] of inputs.entries())
      if (length !== lengths[0] && work[n]! > 8 * (work[n - 1]! + length / 4))
        throw new Error(
          `${kind} at ${path.join('.')}: ${work[n]} steps for ${length} characters, ${work[n - 1]} for a quarter`,
        )
  }
})

test('no pattern of the contract can go back over a text again and again', () => {
  expect(tried.size).toBeGreaterThan(30)
  const slow = [...tried.values()].filter((pattern) => analyse(pattern).reports.length > 0)
  expect(slow.map(String)).toEqual([])
})

/** A list that counts how often its items are read. */
function watched(items: number): { list: unknown[]; looked: () => number } {
  let looked = 0
  const list = new Proxy(Array(items).fill('a') as unknown[], {
    get(target, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) looked++
      return Reflect.get(target, key, receiver)
    },
  })
  return { list, looked: () => looked }
}

test.each(names)('%s: of a list of 32,000 no item is looked at', (name) => {
  const schema = contractSchemas[name]!
  const { value, lists } = sampleOf(schema)
  for (const path of lists) {
    const { list, looked } = watched(32_000)
    const whole = path.length === 0 ? list : withAt(value, path, 'here')
    if (path.length > 0) {
      let at = whole as Record<string | number, unknown>
      for (const step of path.slice(0, -1)) at = at[step] as typeof at
      at[path.at(-1)!] = list
    }
    expect(schema.safeParse(whole).success).toBe(false)
    expect([path.join('.'), looked()]).toEqual([path.join('.'), 0])
  }
})

const entries = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, 'a']))
const withTables = names.flatMap((name) =>
  sampleOf(contractSchemas[name]!).tables.map((path) => ({ name, path })),
)

test.each(withTables)('$name: of a table of 32,000 entries ($path) none is looked at', ({ name, path }) => {
  let looked = 0
  const table = new Proxy(entries(32_000), {
    get(target, key, receiver) {
      looked++
      return Reflect.get(target, key, receiver)
    },
  })
  const { value } = sampleOf(contractSchemas[name]!)
  const whole = withAt(value, path, {}) as Record<string | number, unknown>
  let at = whole
  for (const step of path.slice(0, -1)) at = at[step] as typeof at
  at[path.at(-1)!] = table
  expect(contractSchemas[name]!.safeParse(whole).success).toBe(false)
  expect(looked).toBeLessThan(10)
})

test('no route sees anything of a request that its declaration has not parsed', () => {
  const server = fileURLToPath(new URL('../../server/src', import.meta.url))
  const files = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  const reading = files.filter((file) =>
    /\b(request|req)\.(body|query|params)\b/.test(readFileSync(join(server, file), 'utf8')),
  )
  expect(reading.sort()).toEqual(['http/files.ts', 'http/serveRoutes.ts'])
})
