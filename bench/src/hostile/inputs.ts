// Hundreds of thousands of hostile inputs, all different, and the same for the same seed: valid input with
// one to three places replaced.
import { createHash } from 'node:crypto'
import { withKnown } from '@lectern/shared/exampleOf'
import { type Path, type Sample, sampleOf, withAt } from '@lectern/shared/testing/sampleOf'
import type { z } from 'zod'

export type Random = () => number
export const below = (random: Random, n: number): number => Math.floor(random() * n)
export const oneOf = <Item>(random: Random, items: readonly Item[]): Item =>
  items[below(random, items.length)]!

const parts = [
  'a@',
  ' ',
  '\u0301\u0316',
  '\u0489\u200d',
  '{{',
  '[',
  '\ud800',
  '\u202e',
  '\0',
  '../',
  '%00',
  '\n ',
  '𠮷',
  '4A:',
  'a.',
]
const sizes = [1, 3, 17, 160, 1000, 8000, 30_000]

export function hostileText(random: Random): string {
  const part = oneOf(random, parts)
  const salt = below(random, 2 ** 31).toString(36)
  return `${random() < 0.5 ? salt : ''}${part.repeat(oneOf(random, sizes) / part.length + 1)}${salt}`
}

const nested = (depth: number): unknown => {
  let value: unknown = 1
  for (let n = 0; n < depth; n++) value = n % 2 ? [value] : { a: value }
  return value
}
const numbers = [
  0,
  -1,
  0.5,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  1e300,
  -1e300,
  Number.MAX_SAFE_INTEGER,
  65_536,
  8.64e15 + 1,
]

/** A value of any kind that does not belong there. */
function hostileValue(random: Random): unknown {
  switch (below(random, 8)) {
    case 0:
      return oneOf(random, numbers) + below(random, 1000)
    case 1:
      return oneOf(random, [null, true, false, [], {}])
    case 2:
      return Array.from({ length: below(random, 2000) }, (_, n) => (n % 7 ? n : null))
    case 3:
      return Object.fromEntries(Array.from({ length: below(random, 300) }, (_, n) => [`k${n}`, n]))
    case 4:
      return nested(below(random, 3000))
    case 5:
      return JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":1}}')
    default:
      return hostileText(random)
  }
}

const classes = ['0123456789', 'abcdef', 'ABCDEF']
/** Another text of the same form: ids and fingerprints keep their form. */
const sameForm = (random: Random, text: string): string =>
  text.replace(/[0-9a-fA-F]/g, (sign) => {
    const same = classes.find((signs) => signs.includes(sign))!
    return same[below(random, same.length)]!
  })

/** A plausible value of the same kind, so that the input reaches a handler. */
function mildValue(random: Random, value: unknown): unknown {
  if (random() < 0.5) {
    if (typeof value === 'number' && Number.isInteger(value)) return Math.max(0, value + below(random, 9) - 4)
    if (typeof value === 'string' && value !== '') return sameForm(random, value)
  }
  if (typeof value === 'number') return 1 + below(random, 1_000_000)
  if (typeof value === 'string') return `x${below(random, 2 ** 31).toString(36)}`
  return hostileValue(random)
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], value)

export interface Target {
  name: string
  schema: z.ZodType
  sample: Sample
  places: Path[]
}
/** `known`: values for fields of these names, so that an input gets past the first checks. */
export function targetOf(name: string, schema: z.ZodType, known: Record<string, unknown>): Target {
  const sample = sampleOf(schema)
  sample.value = withKnown(sample.value, known)
  const { texts, lists, tables, numbers: figures } = sample
  return { name, schema, sample, places: [...texts, ...lists, ...tables, ...figures, []] }
}

/** Skips places that are gone because one above them was replaced. */
export function inputFor({ sample, places }: Target, random: Random): unknown {
  let value = sample.value
  const isMild = random() < 0.4
  // One change is enough for an input meant to reach a handler.
  for (let n = isMild ? 1 : 1 + below(random, 3); n > 0; n--) {
    try {
      const path = oneOf(random, places)
      value = withAt(value, path, isMild ? mildValue(random, valueAt(value, path)) : hostileValue(random))
    } catch {
      return value
    }
  }
  return value
}

/** Accepts only inputs not seen before. */
export function createDistinct() {
  const seen = new Set<string>()
  return {
    isNew(text: string | Buffer): boolean {
      const hash = createHash('sha1').update(text).digest('base64').slice(0, 16)
      const { size } = seen
      return seen.add(hash).size > size
    },
    /** Makes inputs until one is new. */
    fresh<Made extends string | Buffer>(make: () => Made): Made {
      for (;;) {
        const made = make()
        if (this.isNew(made)) return made
      }
    },
  }
}
