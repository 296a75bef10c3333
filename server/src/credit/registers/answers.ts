// Reads a register's answer in any layout: a line is about a record if it holds a number that was sent with
// it.
import { answerLineMax } from '@lectern/shared/answerValues'
import type { AnswerRead } from '@lectern/shared/creditRegisters'
import { answerLines } from '@lectern/shared/registerAnswers'
import { boardOf, licenceOf } from './claimed.ts'
import type { Entry } from './records.ts'

/** Lines shown of those that are not used. */
const unclearMax = 20
/** Shorter numbers stand in a line by chance. */
const leastLength = 6
/** A number in this many pieces at most, like a certificate's code with blanks. */
const piecesMax = 6

const bare = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '')
const piecesOf = (text: string): string[] => text.toUpperCase().match(/[A-Z0-9]+/g) ?? []

/** As it was sent, and without the zeros at its start, which spreadsheets take away. */
function spellings(number: string): string[] {
  const whole = bare(number)
  const short = /^0\d+$/.test(whole) ? whole.replace(/^0+/, '') : ''
  return [whole, short].filter(({ length }) => length >= leastLength)
}

/** A number that a line may hold, in so many pieces. */
interface Mark {
  entry: Entry
  pieces: number
}
type Marks = ReadonlyMap<string, readonly Mark[]>

const marksOf = (sent: readonly Entry[], numbersOf: (entry: Entry) => readonly string[]): Marks =>
  Map.groupBy(
    sent.flatMap((entry) =>
      numbersOf(entry).flatMap((number) =>
        spellings(number).map((spelling) => ({ spelling, entry, pieces: piecesOf(number).length })),
      ),
    ),
    ({ spelling }) => spelling,
  )

const ofPerson = ({ send: { details, policy } }: Entry): string[] => {
  const { identifiers } = details
  return [
    identifiers.npi,
    identifiers.efn,
    identifiers.nabpId,
    identifiers.codiceFiscale,
    licenceOf(identifiers)?.number ?? '',
    boardOf(identifiers)?.[1] ?? '',
    policy.board ? identifiers.boardIds[policy.board.id] : '',
  ]
}

/** As typed on any keyboard, and without what an address is escaped with. */
const plain = (line: string): string =>
  line
    .normalize('NFKC')
    .replace(/%[0-9a-f]{2}/gi, ' ')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')

/** The records whose marks stand in the line: as one word, or in as many pieces as they were sent. */
function namedIn(line: string, marks: Marks): Set<Entry> {
  const named = new Set<Entry>()
  const find = (spelling: string, pieces: number | null) => {
    for (const mark of marks.get(spelling) ?? [])
      if (pieces === null || mark.pieces === pieces) named.add(mark.entry)
  }
  for (const word of line.split(/[^\p{L}\p{N}.‐-―-]+/u))
    for (const spelling of spellings(word)) find(spelling, null)
  const pieces = piecesOf(line)
  for (const [from, first] of pieces.entries()) {
    let all = first
    for (let count = 2; count <= piecesMax && from + count <= pieces.length; count++) {
      all += pieces[from + count - 1]!
      find(all, count)
    }
  }
  return named
}

/**
 * `sent`: the records that the register may speak of. A certificate's code decides; else the person's
 * numbers, and between the records of one person that of the event. What names two records names neither. Of
 * several lines about a record the last one counts; the others are among the unclear ones where they say
 * something else.
 */
export function readAnswer(text: string, sent: readonly Entry[]): AnswerRead {
  const byCode = marksOf(sent, ({ send }) => [send.code])
  const byPerson = marksOf(sent, ofPerson)
  const byEvent = marksOf(sent, ({ number }) => [number])
  function recordIn(line: string): Entry | undefined {
    const ofCode = namedIn(line, byCode)
    if (ofCode.size > 0) return ofCode.size === 1 ? [...ofCode][0] : undefined
    const people = namedIn(line, byPerson)
    if (people.size < 2) return [...people][0]
    const ofEvent = namedIn(line, byEvent)
    const both = [...people].filter((entry) => ofEvent.has(entry))
    return both.length === 1 ? both[0] : undefined
  }
  const named = new Map<string, AnswerRead['found'][number]>()
  const unclear: string[] = []
  for (const whole of answerLines(text)) {
    const only = recordIn(plain(whole))
    const line = whole.slice(0, answerLineMax)
    if (!only) {
      unclear.push(line)
      continue
    }
    const { code, name, rejected } = only.record
    const before = named.get(code)
    if (before && before.line !== line) unclear.push(before.line)
    named.set(code, { code, name, line, isRejected: rejected !== null })
  }
  return { found: [...named.values()], unclear: unclear.slice(0, unclearMax) }
}
