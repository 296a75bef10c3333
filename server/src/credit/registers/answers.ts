// Reads a register's answer in any layout: a line is about a record if it holds a number that was sent with
// it.
import type { AnswerRead } from '@lectern/shared/creditRegisters'
import { answerLineMax, answerLines } from '@lectern/shared/registerAnswers'
import { boardOf, licenceOf } from './claimed.ts'
import type { Entry } from './records.ts'

/** Lines shown of those that are not used. */
const unclearMax = 20
/** Shorter numbers stand in a line by chance. */
const leastLength = 6

const bare = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '')

/** As it was sent, and without the zeros at its start, which spreadsheets take away. */
function spellings(number: string): string[] {
  const whole = bare(number)
  const short = /^0+\d+$/.test(whole) ? whole.replace(/^0+/, '') : ''
  return [whole, short].filter(({ length }) => length >= leastLength)
}

/** What identifies a record in a line: the certificate's code, or a number of the person. */
function marksOf({ send: { code, details } }: Entry): Set<string> {
  const { identifiers } = details
  const numbers = [
    code,
    identifiers.npi,
    identifiers.efn,
    identifiers.nabpId,
    licenceOf(identifiers)?.number ?? '',
    boardOf(identifiers)?.[1] ?? '',
  ]
  return new Set(numbers.flatMap(spellings))
}

/** The words of a line: a code may be written with hyphens or within an address. */
const wordsOf = (line: string): Set<string> =>
  new Set(line.split(/[\s,;|"'<>{}[\]():/=?&#]+/).flatMap((word) => (word === '' ? [] : spellings(word))))

/**
 * `sent`: the records that the register may speak of. A number of two records names neither. Of several lines
 * about a record the last one counts; the others are among the unclear ones where they say something else.
 */
export function readAnswer(text: string, sent: readonly Entry[]): AnswerRead {
  const byMark = Map.groupBy(
    sent.flatMap((entry) => [...marksOf(entry)].map((mark) => ({ mark, entry }))),
    ({ mark }) => mark,
  )
  const named = new Map<string, AnswerRead['found'][number]>()
  const unclear: string[] = []
  for (const whole of answerLines(text)) {
    const records = new Set(
      [...wordsOf(whole)].flatMap((word) => byMark.get(word) ?? []).map(({ entry }) => entry),
    )
    const [only] = records
    const line = whole.slice(0, answerLineMax)
    if (!only || records.size > 1) {
      unclear.push(line)
      continue
    }
    const { code, name } = only.record
    const before = named.get(code)
    if (before && before.line !== line) unclear.push(before.line)
    named.set(code, { code, name, line })
  }
  return { found: [...named.values()], unclear: unclear.slice(0, unclearMax) }
}
