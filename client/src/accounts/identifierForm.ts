// The numbers that credit bodies and registers ask for, as people know them, and as their form holds them.
import { type Identifiers, identifiers, type Requirement } from '@lectern/shared/details'
import { type Board, boards } from '@lectern/shared/identifiers'
import { type Problems, problemsIn } from '../words/problems.ts'

export interface IdentifierForm {
  npi: string
  efn: string
  nabpId: string
  codiceFiscale: string
  discipline: string
  licences: { state: string; number: string }[]
  boards: { board: Board; number: string }[]
  birthMonth: number | null
  birthDay: number | null
}

const noLicence = { state: '', number: '' }
const noBoard = { board: 'ABIM' as Board, number: '' }

/** With an empty row to write in where there is none. */
export function formOf({ boardIds, licences, ...given }: Identifiers): IdentifierForm {
  const held = boards.filter((board) => boardIds[board] !== '')
  return {
    ...given,
    licences: licences.length > 0 ? licences.map((each) => ({ ...each })) : [{ ...noLicence }],
    boards: held.length > 0 ? held.map((board) => ({ board, number: boardIds[board] })) : [{ ...noBoard }],
  }
}

export const newLicence = () => ({ ...noLicence })
/** A row for a board that has none yet. */
export const newBoard = (rows: IdentifierForm['boards']) => ({
  board: boards.find((board) => rows.every((row) => row.board !== board)) ?? 'ABIM',
  number: '',
})

/** As it is sent. */
export const identifiersIn = ({ boards: rows, ...form }: IdentifierForm) => ({
  ...form,
  boardIds: Object.fromEntries(
    rows.filter(({ number }) => number !== '').map(({ board, number }) => [board, number]),
  ),
})

const inRange =
  (max: number) =>
  (_value: string, { code }: { code: string }) =>
    code === 'custom' ? undefined : `From 1 to ${max}.`

/** Problems by the form's field. */
export function identifierProblems(form: IdentifierForm): Problems {
  const twice = form.boards.findIndex(
    ({ board, number }, i) =>
      number !== '' && form.boards.slice(0, i).some((other) => other.board === board && other.number !== ''),
  )
  const fieldOf = (path: string): string => {
    const board = path.match(/^boardIds\.(\w+)$/)?.[1]
    return board ? `boards.${form.boards.findIndex((row) => row.board === board)}.number` : path
  }
  return {
    ...(twice >= 0 && { [`boards.${twice}.number`]: 'This board has an ID above.' }),
    ...problemsIn(identifiers, identifiersIn(form), {
      own: { birthMonth: inRange(12), birthDay: inRange(31) },
      fieldOf,
    }),
  }
}

/** Those that are one field of text. */
const texts = ['npi', 'nabpId', 'efn', 'codiceFiscale', 'discipline'] as const
export type TextPart = (typeof texts)[number]
export type Part = 'licences' | 'boards' | 'birthday' | TextPart
export const parts: readonly Part[] = [
  ...(['licences', 'npi', 'boards', 'nabpId', 'efn', 'codiceFiscale', 'discipline', 'birthday'] as const),
]

/** What is declared for each activity stands there. */
const partOf: Record<Exclude<Requirement, 'recruitment'>, Part> = {
  licenceState: 'licences',
  licenceNumber: 'licences',
  npi: 'npi',
  boardId: 'boards',
  nabpId: 'nabpId',
  birthMonth: 'birthday',
  birthDay: 'birthday',
  efn: 'efn',
  codiceFiscale: 'codiceFiscale',
  discipline: 'discipline',
}
/** The parts of the form that somebody asks for, or that the person has filled in. */
export function partsFor(asks: readonly Requirement[], given: Identifiers): Part[] {
  const asked = new Set<Part>(
    asks.flatMap((requirement) => (requirement === 'recruitment' ? [] : partOf[requirement])),
  )
  if (given.licences.length > 0) asked.add('licences')
  if (Object.values(given.boardIds).some((number) => number !== '')) asked.add('boards')
  for (const part of texts) if (given[part] !== '') asked.add(part)
  if (given.birthMonth !== null || given.birthDay !== null) asked.add('birthday')
  return parts.filter((part) => asked.has(part))
}

const monthNames = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' })
const notGiven = { value: '', label: 'Not given' }
/** To choose from; the first one takes an answer back. */
export const monthChoices = [
  notGiven,
  ...Array.from({ length: 12 }, (_, i) => ({
    value: String(i + 1),
    label: monthNames.format(Date.UTC(2000, i)),
  })),
]
export const dayChoices = [
  notGiven,
  ...Array.from({ length: 31 }, (_, i) => ({ value: String(i + 1), label: String(i + 1) })),
]

export const boardNames: Record<Board, string> = {
  ABA: 'Anesthesiology (ABA)',
  ABIM: 'Internal Medicine (ABIM)',
  ABOHNS: 'Otolaryngology – Head and Neck Surgery (ABOHNS)',
  ABOS: 'Orthopaedic Surgery (ABOS)',
  ABP: 'Pediatrics (ABP)',
  ABPATH: 'Pathology (ABPath)',
  ABS: 'Surgery (ABS)',
  ABTS: 'Thoracic Surgery (ABTS)',
}
