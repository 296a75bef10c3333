// What a register's line says of a record: whether it has it, and the reason that may stand in the ledger for
// good.
import { answerLineMax } from '@lectern/shared/answerValues'
import type { AnswerRead } from '@lectern/shared/creditRegisters'
import { registerReasonMax } from '@lectern/shared/limits'
import { comparableName } from '@lectern/shared/names'

/** `title`: of the activity, which registers repeat: “Heart failure” is no failure. */
type Said = Pick<AnswerRead['found'][number], 'line' | 'name'> & { title?: string }

const word = (alternatives: string): RegExp => new RegExp(`(?<!\\p{L})(?:${alternatives})(?!\\p{L})`, 'iu')

/** In English, German (EIV) and Italian (Co.Ge.A.P.S.). */
const accepted = word(
  [
    'accepted|succeeded|success(?:ful(?:ly)?)?',
    'angenommen|akzeptiert|erfolgreich|übernommen|gutgeschrieben|verbucht|gebucht',
    'accettat[aeio]|acquisit[aeio]|registrat[aeio]|riuscit[aeio]',
  ].join('|'),
)
/** They may stand in a reason, too, or be the state of a licence (OK). */
const maybeAccepted =
  /^(?:(?:was|has|been|is|status|record|credit|and|ok|true|valid|found|matched|completed|processed|recorded)\b\s*)+$/i
const refused = word(
  [
    'not|no|un(?:known|matched|successful(?:ly)?|able)|in(?:valid|active|correct|complete)|reject\\w*|refus\\w*',
    'errors?|fail\\w*|denied|missing|duplicate|expired|lapsed|suspended|revoked|mismatch\\w*|differ\\w*|wrong',
    'late|cannot|closed',
    'nicht|kein(?:e[mnrs]?)?|(?:ab|zurück)gelehnt|(?:ab|zurück)gewiesen|un(?:gültig|bekannt)\\p{L}*|fehl\\p{L}*|falsch\\p{L}*|doppelt',
    'storniert|gesperrt|verspätet|rifiutat[aeio]|respint[aeio]|scartat[aeio]|non|errat[aeio]|error[ei]|mancante?|mancanti',
    'sconosciut[aeio]|invalid[aeio]|duplicat[aeio]|scadut[aeio]|negat[aeio]',
  ].join('|'),
)
/** “No errors”, “errors: 0”. */
const noError =
  /(?<!\p{L})(?:(?:no|not|without|zero|0|ohne|keine?|senza|nessun)(?: any| has| have| is)? (?:errors?|warnings?|problems?|fehler|error[ei])|(?:errors?|warnings?|fehler|errori)[\s:=;,|]{1,5}(?:0|none|no|keine|nessuno))(?![\p{L}\d])/giu

/** Identifiers and birth dates, of four digits and more, and codes of certificates. */
const isNumber = (word: string): boolean => word.replace(/\D/g, '').length >= 4 || word.split('-').length > 4
const bareWords = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/^[\s"'.,:–-]+|[\s"'.,:–-]+$/g, '')

/** What a cell says beside whom it is about; empty if nothing. */
function sayingOf(cell: string, name: string): string {
  const words = bareWords(cell)
    .split(' ')
    .filter((each) => !isNumber(each))
    .join(' ')
  const own = new Set(comparableName(name).split(' '))
  const isName = comparableName(words)
    .split(' ')
    .every((each) => own.has(each))
  return isName ? '' : bareWords(words)
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
/** The line without a text that stands in it as it is. */
function without(line: string, text: string): string {
  const words = text.split(/\s+/).filter((each) => each !== '')
  if (words.length === 0) return line
  const whole = `(?<![\\p{L}\\p{N}])${words.map(escaped).join('\\s+')}(?![\\p{L}\\p{N}])`
  return line.replace(new RegExp(whole, 'giu'), ' ')
}

const familyFirst = (name: string): string => {
  const words = name.split(' ')
  return [words.at(-1), ...words.slice(0, -1)].join(' ')
}

/** What each cell says beside whom and which activity it is about. */
const sayingsOf = ({ line, name, title = '' }: Said): string[] =>
  [title, name, familyFirst(name)]
    .reduce(without, line)
    .split(/[\t;|,；，｜、]/)
    .map((cell) => sayingOf(cell, name))
    .filter((cell) => /\p{L}/u.test(cell))

/** Whether the register says of a record that it has it. */
export function saysAccepted(of: Said): boolean {
  const sayings = sayingsOf({ ...of, line: of.line.replace(noError, ' ') })
  if (sayings.some((cell) => refused.test(cell))) return false
  if (sayings.some((cell) => accepted.test(cell))) return true
  const cells = sayings.flatMap((cell) => cell.split(/\s*:\s*/))
  return cells.length > 0 && cells.every((cell) => maybeAccepted.test(cell))
}

/**
 * The register's reason without the person's name, numbers and dates: it goes into the ledger, which outlives
 * an erasure.
 */
export function reasonOf(of: Said): string {
  return (
    sayingsOf({ ...of, line: of.line.slice(0, answerLineMax) })
      .join(', ')
      .slice(0, registerReasonMax) || 'Rejected without a reason.'
  )
}
