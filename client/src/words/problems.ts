// Problems with what a person wrote: the contract finds them, this file words them.
import { nothingVisible } from '@lectern/shared/text'
import type { z } from 'zod'
import { counted } from './counts.ts'

type Issue = z.core.$ZodIssue

/** By the field's path in the form, such as `prompt` or `options.1.text`. */
export type Problems = Record<string, string>

/** A field's own words. `value`: the refused value, as it would be sent. */
type OwnWords = string | ((value: string, issue: Issue) => string | undefined)

interface ProblemOptions {
  /** By field path without list positions, such as `options.text`. */
  own?: Readonly<Record<string, OwnWords>>
  /** The form's field for a path, if it has another name. */
  fieldOf?: (path: string) => string
}

const sentence = (message: string): string => `${message.charAt(0).toUpperCase()}${message.slice(1)}.`

export const shortenWords = (length: number, max: number): string =>
  `Shorten it by ${counted(length - max, 'character')}.`

function usualWords(issue: Issue): string {
  const isText = 'origin' in issue && issue.origin === 'string'
  const isEmpty = issue.code === 'too_small' || issue.message === nothingVisible
  if (isText && isEmpty) return 'This is empty. Write something here.'
  // A pattern has its own message, and so has a text that is much too long.
  if (isText || issue.code === 'custom') return sentence(issue.message)
  if (issue.code === 'too_small') return `At least ${issue.minimum}.`
  if (issue.code === 'too_big')
    return `At most ${issue.maximum}${issue.origin === 'array' ? ` ${String(issue.path.at(-1))}` : ''}.`
  return 'A whole number is needed here.'
}

/** What was written in a field; empty for what is no text. */
function writtenAt(value: unknown, path: readonly PropertyKey[]): string {
  const found = path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  )
  return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
}

/** The first problem of each field; empty if the server would accept `value`. */
export function problemsIn(schema: z.ZodType, value: unknown, options: ProblemOptions = {}): Problems {
  const { own = {}, fieldOf = (path) => path } = options
  const problems: Problems = {}
  for (const issue of schema.safeParse(value).error?.issues ?? []) {
    const field = fieldOf(issue.path.join('.'))
    const words = own[field.replace(/\.\d+(?=\.|$)/g, '')]
    const said = typeof words === 'function' ? words(writtenAt(value, issue.path), issue) : words
    problems[field] ??= said ?? usualWords(issue)
  }
  return problems
}
