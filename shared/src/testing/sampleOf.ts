// A value that a schema accepts, as far as its description says, and where its texts and lists are.
import type { z } from 'zod'
import { type Described, describeSchema, textFor } from '../exampleOf.ts'

export type Path = (string | number)[]
export interface Sample {
  value: unknown
  texts: Path[]
  lists: Path[]
  tables: Path[]
  numbers: Path[]
}

/** Includes everything optional, so that each field gets its turn. */
export function sampleOf(schema: z.ZodType): Sample {
  const sample: Sample = { value: undefined, texts: [], lists: [], tables: [], numbers: [] }
  const build = (of: Described, path: Path): unknown => {
    if ('const' in of) return of.const
    if (of.enum) {
      if (of.type === 'string') sample.texts.push(path)
      return of.enum[0]
    }
    const some = (of.anyOf ?? of.oneOf)?.filter(({ type }) => type !== 'null')
    if (some?.length) return build(some[0]!, path)
    switch (of.type) {
      case 'string':
        sample.texts.push(path)
        return textFor(of)
      case 'integer':
      case 'number':
        sample.numbers.push(path)
        return Math.min(Math.max(1, of.minimum ?? (of.exclusiveMinimum ?? 0) + 1), of.maximum ?? Infinity)
      case 'boolean':
        return true
      case 'array':
        sample.lists.push(path)
        return Array.from({ length: Math.max(1, of.minItems ?? 0) }, (_, n) =>
          build(of.items ?? {}, [...path, n]),
        )
      case 'object': {
        if (!of.properties && typeof of.additionalProperties === 'object') {
          sample.tables.push(path)
          const key = of.propertyNames?.enum
            ? String(of.propertyNames.enum[0])
            : textFor(of.propertyNames ?? {})
          return { [key]: build(of.additionalProperties, [...path, key]) }
        }
        return Object.fromEntries(
          Object.entries(of.properties ?? {}).map(([key, each]) => [key, build(each, [...path, key])]),
        )
      }
      default:
        return null
    }
  }
  sample.value = build(describeSchema(schema), [])
  return sample
}

/** A copy of `value` with `other` at `path`. */
export function withAt(value: unknown, path: Path, other: unknown): unknown {
  if (path.length === 0) return other
  const whole = structuredClone(value)
  let at = whole as Record<string | number, unknown>
  for (const step of path.slice(0, -1)) at = at[step] as typeof at
  at[path.at(-1)!] = other
  return whole
}
