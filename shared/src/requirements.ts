// What a credit body can require to know of a person. Pure: the rules of credit load no validation.

/** The specialty boards that accept MOC through the ACCME. */
export const boards = ['ABA', 'ABIM', 'ABOHNS', 'ABOS', 'ABP', 'ABPATH', 'ABS', 'ABTS'] as const
export type Board = (typeof boards)[number]

export const requirements = [
  'licenceState',
  'licenceNumber',
  'npi',
  'boardId',
  'nabpId',
  'birthMonth',
  'birthDay',
  'efn',
  'codiceFiscale',
  'discipline',
  'recruitment',
] as const
export type Requirement = (typeof requirements)[number]
/** Declared for each activity; the others are a person's for good. */
export const declaredEach = 'recruitment'

/** What `details.ts` keeps of a person, as far as it can be required. */
interface Identified {
  npi: string
  efn: string
  nabpId: string
  codiceFiscale: string
  discipline: string
  boardIds: Readonly<Record<Board, string>>
  licences: readonly { state: string; number: string }[]
  birthMonth: number | null
  birthDay: number | null
}

/** Whether the person has given what is required; of board ids, that of `board` if one is named. */
export function hasGiven(
  of: Identified,
  requirement: Exclude<Requirement, typeof declaredEach>,
  board?: Board,
): boolean {
  switch (requirement) {
    case 'licenceState':
      return of.licences.some(({ state }) => state !== '')
    case 'licenceNumber':
      return of.licences.length > 0
    case 'boardId':
      return board ? of.boardIds[board] !== '' : Object.values(of.boardIds).some((number) => number !== '')
    case 'birthMonth':
    case 'birthDay':
      return of[requirement] !== null
    default:
      return of[requirement] !== ''
  }
}
