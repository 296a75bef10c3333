// An example that a schema accepts, derived from the schema alone: for the API description, and for tests
// that send something valid everywhere. A schema always has the same example.
import { z } from 'zod'

/** The parts of JSON Schema that zod writes. */
export interface Described {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Described[]
  oneOf?: Described[]
  properties?: Record<string, Described>
  required?: string[]
  items?: Described
  propertyNames?: Described
  additionalProperties?: Described | boolean
  minItems?: number
  maxItems?: number
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  examples?: unknown[]
}

export const describeSchema = (schema: z.ZodType, io: 'input' | 'output' = 'input'): Described =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Described

const words = [
  'abc',
  'a',
  '1',
  'A0-1',
  '00:11',
  '0',
  'aa',
  'urn:a',
  'nack',
  'video/VP8',
  'L1T2',
  '127.0.0.1',
  'https://example.org/',
  'jane@example.org',
  '+49 30 1234567',
  '7ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ',
]

const wordsFor = ({ pattern, minLength = 0, maxLength = Infinity }: Described): string[] => {
  const fits = (word: string) =>
    word.length >= minLength && word.length <= maxLength && (!pattern || new RegExp(pattern, 'u').test(word))
  return [...words, 'x'.repeat(minLength), ''].filter(fits)
}

export const textFor = (described: Described): string => wordsFor(described)[0] ?? 'abc'

/** Picks one of several; the first is the most usual. */
type Pick = <Item>(items: readonly Item[]) => Item

/** Mulberry32: evenly distributed from 0 to 1, the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const numbersFor = ({ minimum, exclusiveMinimum = 0, maximum = Infinity }: Described): number[] => {
  const least = minimum ?? exclusiveMinimum + 1
  return [Math.max(1, least), least, 5, 30].map((number) => Math.min(Math.max(number, least), maximum))
}

function arrayFor({ items = {}, minItems = 0, maxItems = Infinity }: Described, pick: Pick): unknown[] {
  const usual = Math.max(1, minItems)
  const length = Math.min(pick([usual, minItems, usual + 1, usual + 2]), maxItems)
  return Array.from({ length }, () => valueFor(items, pick))
}

function objectFor(described: Described, pick: Pick): Record<string, unknown> {
  const { properties, required = [], propertyNames = {}, additionalProperties } = described
  if (!properties && typeof additionalProperties === 'object') {
    const key = String(pick(propertyNames.enum ?? wordsFor(propertyNames)))
    return { [key]: valueFor(additionalProperties, pick) }
  }
  const fields = Object.entries(properties ?? {}).filter(
    ([name]) => required.includes(name) || pick([true, false]),
  )
  return Object.fromEntries(fields.map(([name, each]) => [name, valueFor(each, pick)]))
}

function valueFor(described: Described, pick: Pick): unknown {
  if ('const' in described) return described.const
  if (described.examples) return pick(described.examples)
  if (described.enum) return pick(described.enum)
  const choices = described.anyOf ?? described.oneOf
  if (choices?.length) return valueFor(pick(choices), pick)
  switch (described.type) {
    case 'string':
      return pick([...wordsFor(described), 'abc'])
    case 'integer':
    case 'number':
      return pick(numbersFor(described))
    case 'boolean':
      return pick([true, false])
    case 'array':
      return arrayFor(described, pick)
    case 'object':
      return objectFor(described, pick)
    default:
      return null
  }
}

/** How many values are tried, since a description does not show a schema's refinements. */
const attempts = 2000
/** How often an attempt picks something unusual. */
const varieties = [0, 0.05, 0.15, 0.4, 0.8]

const pickBy =
  (random: () => number, variety: number): Pick =>
  (items) =>
    random() < variety ? items[Math.floor(random() * items.length)]! : items[0]!

/** The most usual value that the schema accepts, complete; undefined if none was found. */
export function exampleOf<Schema extends z.ZodType>(schema: Schema): z.input<Schema> | undefined {
  // A description leaves out the examples of a schema that transforms what it takes.
  const [own] = (schema.meta()?.examples as unknown[] | undefined) ?? []
  if (own !== undefined && schema.safeParse(own).success) return own as z.input<Schema>
  const described = describeSchema(schema)
  const random = randomOf(1)
  for (let n = 0; n < attempts; n++) {
    const value = valueFor(described, pickBy(random, varieties[n % varieties.length]!))
    if (schema.safeParse(value).success) return value as z.input<Schema>
  }
  return undefined
}

/** The same with existing values in fields of these names that hold a value of the same type. */
export function withKnown(value: unknown, known: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((each) => withKnown(each, known))
  if (typeof value !== 'object' || value === null) return value
  const isSame = (name: string, each: unknown) =>
    Object.hasOwn(known, name) && typeof known[name] === typeof each
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      isSame(name, each) ? known[name] : withKnown(each, known),
    ]),
  )
}
