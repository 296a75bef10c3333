// A row of a list of people.
import type { Profession } from '@lectern/shared/accounts'
import { type Identifiers, identifiers } from '@lectern/shared/details'
import { type Board, boards } from '@lectern/shared/identifiers'
import type { ImportMapping } from '@lectern/shared/imports'
import { affiliationMax, credentialsMax, nameMax } from '@lectern/shared/limits'
import { mailAddressOrNone } from '@lectern/shared/mailAddress'
import { fullName } from '@lectern/shared/names'
import type { ConferenceRole } from '@lectern/shared/roles'
import { text, textOrNone } from '@lectern/shared/text'
import { isMisread, readDay } from './dates.ts'
import type { Row } from './row.ts'
import { professionOf, roleOf } from './words.ts'

/** What the row says; a field that the table does not have, or that is empty there, is absent. */
export interface PersonWish {
  /** The id that the file's program gave them; '' without. */
  externalId: string
  email?: string
  name: string
  /** Only if the file has the parts: how a name divides is not guessed here. */
  givenName?: string
  familyName?: string
  credentials?: string
  affiliation?: string
  profession?: Profession
  roles: ConferenceRole[]
  /** The file says that they staff a booth, which no import can make them do. */
  isStaff: boolean
  identifiers?: Partial<Identifiers>
}

const externalIdMax = 200
/** What stands between these signs, without blanks around it. */
const listed = (cell: string, separator: RegExp): string[] =>
  cell
    .split(separator)
    .map((part) => part.trim())
    .filter(Boolean)

type Names = Pick<PersonWish, 'name' | 'givenName' | 'familyName'>

function namesOf(row: Row): Names | undefined {
  const [whole, givenName, familyName] = [row.cell('name'), row.cell('givenName'), row.cell('familyName')]
  const parts = familyName === '' ? {} : { givenName, familyName }
  const name = whole || fullName({ givenName, familyName })
  if (name === '') return row.problem(row.has('name') ? 'name' : 'familyName', 'A person needs a name.')
  const checked = row.parse(whole ? 'name' : 'familyName', text(nameMax), name)
  return checked === undefined ? undefined : { name: checked, ...parts }
}

const staff = /^(?:exhibitor|aussteller|exposant|expositor|espositore)$/i

function rolesOf(row: Row): Pick<PersonWish, 'roles' | 'isStaff'> {
  const words = listed(row.cell('roles'), /[,;/|]/)
  const others = words.filter((word) => !staff.test(word))
  const roles = others.flatMap((word) => {
    const role = roleOf(word)
    if (!role)
      row.problem(
        'roles',
        `“${word.slice(0, 40)}” is no role: write clinician, speaker, moderator or organiser.`,
      )
    return role ? [role] : []
  })
  return { roles, isStaff: others.length < words.length }
}

function professionIn(row: Row): Profession | undefined {
  const word = row.cell('profession')
  if (word === '') return undefined
  return (
    professionOf(word) ??
    row.misread('profession', 'is not one of the professions: choose one that the office knows, or “other”')
  )
}

/** "ABIM 123456; ABP 99" */
function boardIdsOf(row: Row): Partial<Record<Board, string>> {
  const entries = listed(row.cell('boardIds'), /[;,\n]/)
  return Object.fromEntries(
    entries.flatMap((entry) => {
      const [, word = '', number = ''] = /^([A-Za-z]+)[\s:-]+([^\s:-].*)$/s.exec(entry) ?? []
      const board = boards.find((each) => each === word.toUpperCase())
      if (board) return [[board, number]]
      row.problem('boardIds', `“${entry.slice(0, 40)}” names no board: write it like “ABIM 123456”.`)
      return []
    }),
  )
}

/** "MA 12345; NY 678" */
const licencesOf = (cell: string) =>
  listed(cell, /[;\n]/).map((entry) => {
    const [, state = '', number = entry] = /^([A-Za-z]{2})[\s:-]+([^\s:-].*)$/s.exec(entry) ?? []
    return { state, number }
  })

/** "03-14", "0314", "14.3.", or a whole date, of which the year is left out. */
function birthdayOf(row: Row, { dateOrder }: ImportMapping) {
  const cell = row.cell('birthday')
  const short = /^(\d{2})-?(\d{2})$/.exec(cell)
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.?$/.exec(cell)
  if (short) return { birthMonth: Number(short[1]), birthDay: Number(short[2]) }
  if (dotted) return { birthMonth: Number(dotted[2]), birthDay: Number(dotted[1]) }
  // Of the year only the range is checked, which does not matter here.
  const day = readDay(cell.replace(/\d{4}/, '2000'), dateOrder)
  return isMisread(day)
    ? row.misread('birthday', 'is not a birthday: write month and day like 03-14')
    : { birthMonth: day.month, birthDay: day.day }
}

function identifiersOf(row: Row, mapping: ImportMapping): Partial<Identifiers> | undefined {
  const { npi, efn, nabpId } = identifiers.shape
  const given: Partial<Identifiers> = {}
  for (const [field, schema] of Object.entries({ npi, efn, nabpId }) as [
    'npi' | 'efn' | 'nabpId',
    typeof npi,
  ][])
    if (row.cell(field) !== '') {
      const number = row.parse(field, schema)
      if (number !== undefined) given[field] = number
    }
  if (row.cell('boardIds') !== '') {
    const parsed = row.parse('boardIds', identifiers.shape.boardIds, boardIdsOf(row))
    if (parsed) given.boardIds = parsed
  }
  if (row.cell('licence') !== '') {
    const parsed = row.parse('licence', identifiers.shape.licences, licencesOf(row.cell('licence')))
    if (parsed) given.licences = parsed
  }
  if (row.cell('birthday') !== '') Object.assign(given, birthdayOf(row, mapping))
  return Object.keys(given).length > 0 ? given : undefined
}

/** Undefined if something is wrong with it, which the row then says. */
export function readPerson(row: Row, mapping: ImportMapping): PersonWish | undefined {
  const names = namesOf(row)
  const externalId = row.cell('externalId')
  if (externalId.length > externalIdMax)
    row.misread('externalId', `is too long: at most ${externalIdMax} characters`)
  const email = row.parse('email', mailAddressOrNone)
  const credentials = row.parse('credentials', textOrNone(credentialsMax))
  const affiliation = row.parse('affiliation', textOrNone(affiliationMax))
  const profession = professionIn(row)
  const { roles, isStaff } = rolesOf(row)
  const numbers = identifiersOf(row, mapping)
  if (email === '' && externalId === '')
    row.problem(
      row.has('email') ? 'email' : null,
      'There is neither a mail address nor an id, so the next import would add this person a second time.',
    )
  if (!names || row.problems.length > 0) return undefined
  return {
    externalId,
    ...names,
    roles,
    isStaff,
    ...(email && { email }),
    ...(credentials && { credentials }),
    ...(affiliation && { affiliation }),
    ...(profession && { profession }),
    ...(numbers && { identifiers: numbers }),
  }
}
