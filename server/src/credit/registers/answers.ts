// Reads a register's answer in whatever layout it comes: a line speaks of a record if it holds a number that
// was sent with it.
import type { AnswerRead } from '@lectern/shared/creditRegisters'
import { boardOf, licenceOf } from './claimed.ts'
import type { Entry } from './records.ts'

/** Lines shown of those that name no record. */
const unclearMax = 20
/** Shorter numbers stand in a line by chance. */
const leastLength = 6

const bare = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '')

/** What identifies a record in a line: the certificate's code, or a number of the person. */
function marksOf({ send: { code, details } }: Entry): string[] {
  const { identifiers } = details
  const numbers = [
    code,
    identifiers.npi,
    identifiers.efn,
    identifiers.nabpId,
    licenceOf(identifiers)?.number ?? '',
    boardOf(identifiers)?.[1] ?? '',
  ]
  return numbers.map(bare).filter((number) => number.length >= leastLength)
}

/** The words of a line, and the line as a whole: a code may be written with hyphens or within an address. */
const wordsOf = (line: string): Set<string> =>
  new Set(line.split(/[\s,;|"'<>{}[\]():/]+/).flatMap((word) => (word === '' ? [] : [bare(word)])))

/** `sent`: the records that the register may speak of. A number of two records names neither. */
export function readAnswer(text: string, sent: readonly Entry[]): AnswerRead {
  const byMark = Map.groupBy(
    sent.flatMap((entry) => marksOf(entry).map((mark) => ({ mark, entry }))),
    ({ mark }) => mark,
  )
  const found = new Map<string, AnswerRead['found'][number]>()
  const unclear: string[] = []
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '') continue
    const named = new Set(
      [...wordsOf(line)].flatMap((word) => byMark.get(word) ?? []).map(({ entry }) => entry),
    )
    const [only] = named
    if (named.size !== 1) unclear.push(line)
    else found.set(only!.record.code, { code: only!.record.code, name: only!.record.name, line })
  }
  return { found: [...found.values()], unclear: unclear.slice(0, unclearMax) }
}
