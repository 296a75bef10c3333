import type {
  ImportField,
  ImportKind,
  ImportState,
  ImportView,
  RowAction,
  RowFilter,
} from '@lectern/shared/imports'
import { counted } from '../words/counts.ts'

export const kindWords: Record<ImportKind, string> = { program: 'Programme', people: 'People' }

export const fieldWords: Record<ImportField, string> = {
  externalId: 'Id in the file’s program',
  title: 'Title',
  summary: 'Summary',
  date: 'Date',
  start: 'Start',
  end: 'End',
  duration: 'Duration',
  track: 'Track',
  kind: 'Kind of session',
  speakers: 'Speakers',
  moderators: 'Moderators',
  email: 'Mail address',
  name: 'Full name',
  givenName: 'Given name',
  familyName: 'Family name',
  credentials: 'Credentials',
  affiliation: 'Affiliation',
  profession: 'Profession',
  roles: 'Roles',
  npi: 'NPI',
  efn: 'EFN',
  nabpId: 'NABP e-Profile ID',
  boardIds: 'Board IDs',
  licence: 'Licences',
  birthday: 'Birthday',
}

export const stateWords: Record<ImportState, string> = {
  columns: 'Columns to be matched',
  previewing: 'Preview is being made',
  preview: 'To be applied',
  applying: 'Being applied',
  applied: 'Applied',
  undoing: 'Being undone',
  undone: 'Undone',
  failed: 'Stopped',
}

const actionWords: Record<RowAction, string> = {
  add: 'Added',
  change: 'Changed',
  remove: 'Removed',
  same: 'Unchanged',
  problem: 'Problems',
}
export const filterWords: Record<RowFilter, string> = { ...actionWords, refused: 'Left as they are' }

const nouns: Record<ImportKind, readonly [one: string, many: string]> = {
  program: ['session', 'sessions'],
  people: ['person', 'people'],
}

export const countedThings = (kind: ImportKind, count: number): string => counted(count, ...nouns[kind])

/** What a column must say before there can be a preview; undefined if nothing is missing. */
export function missingColumns(
  kind: ImportKind,
  columns: ImportView['mapping']['columns'],
): string | undefined {
  const has = (...fields: ImportField[]) => fields.some((field) => columns[field] !== undefined)
  if (kind === 'people') {
    if (!has('name', 'familyName')) return 'Choose the column with the name, or with the family name.'
    if (!has('email', 'externalId'))
      return 'Choose the column with the mail address or with an id: without either, a second import would add everybody again.'
    return undefined
  }
  if (!has('title')) return 'Choose the column with the title.'
  if (!has('start')) return 'Choose the column with the start.'
  return has('end', 'duration') ? undefined : 'Choose the column with the end or with the duration.'
}
