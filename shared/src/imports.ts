// Importing a conference's programme and people from files, and exporting them. A file is read into a table;
// its columns are matched to fields; a preview shows what would change; applying it is a job; and for a day
// it can be undone.
import { z } from 'zod'
import { timeZone } from './conferences.ts'
import { createdId, id, instant } from './ids.ts'
import { fileNameMax } from './limits.ts'
import { declareRoutes, done, files } from './route.ts'
import { tableFormats, tableLimits } from './tables.ts'
import { text } from './text.ts'

const importKinds = ['program', 'people'] as const
export const importKind = z.enum(importKinds)
export type ImportKind = z.infer<typeof importKind>

/** What a column of a programme can be. */
export const programFields = [
  'externalId',
  'title',
  'summary',
  'date',
  'start',
  'end',
  'duration',
  'track',
  'kind',
  'speakers',
  'moderators',
] as const
/** What a column of a list of people can be. */
export const peopleFields = [
  'externalId',
  'email',
  'name',
  'givenName',
  'familyName',
  'credentials',
  'affiliation',
  'profession',
  'roles',
] as const
/** Of people, for the CE office alone. */
export const identifierFields = ['npi', 'efn', 'nabpId', 'boardIds', 'licence', 'birthday'] as const
const importFields = [
  ...programFields,
  ...peopleFields.filter((field) => field !== 'externalId'),
  ...identifierFields,
] as const
export type ProgramField = (typeof programFields)[number]
export type PeopleField = (typeof peopleFields)[number] | (typeof identifierFields)[number]
export type ImportField = ProgramField | PeopleField
const importField = z.enum(importFields)

/**
 * `columns`: being matched. `previewing`, `applying` and `undoing` are jobs. Only one import of a conference
 * is applied or undone at a time.
 */
export const importStates = [
  'columns',
  'previewing',
  'preview',
  'applying',
  'applied',
  'undoing',
  'undone',
  'failed',
] as const
export type ImportState = (typeof importStates)[number]

export const importSteps = ['preview', 'apply', 'undo'] as const
export type ImportStep = (typeof importSteps)[number]

const dateOrders = ['day', 'month'] as const
/** How the file is to be understood. */
const importMapping = z.strictObject({
  /** The index of each field's column. */
  columns: z.partialRecord(
    importField,
    z
      .int()
      .min(0)
      .max(tableLimits.columns - 1),
  ),
  /** For times without an offset. */
  timeZone,
  /** 3/4/2026 is the 3rd of April (`day`) or the 4th of March; null: not decided. */
  dateOrder: z.enum(dateOrders).nullable(),
  /** Whether sessions of earlier imports that this file no longer has are removed. */
  removesMissing: z.boolean(),
  /** Whether people who were erased are added again, as somebody new; otherwise their rows are problems. */
  addsErased: z.boolean().exactOptional(),
})
export type ImportMapping = z.infer<typeof importMapping>

export const rowActions = ['add', 'change', 'remove', 'same', 'problem'] as const
export type RowAction = (typeof rowActions)[number]
const counts = z.record(z.enum(rowActions), z.int())
export type ImportCounts = z.infer<typeof counts>

const column = z.object({
  heading: z.string(),
  /** From the first rows. */
  samples: z.array(z.string()),
})

export const importView = z.object({
  id,
  kind: importKind,
  fileName: z.string(),
  /** When it was uploaded, and by whom. */
  at: instant,
  by: z.string(),
  state: z.enum(importStates),
  format: z.enum(tableFormats),
  detail: z.string(),
  rows: z.int(),
  columns: z.array(column),
  mapping: importMapping,
  /** Of the job that runs: 0 to 1. */
  progress: z.number(),
  /** Of the preview; afterwards of what was done. */
  counts: counts.nullable(),
  /** Rows that somebody changed meanwhile, so that they were not applied, or not undone. */
  refused: z.int(),
  appliedAt: instant.nullable(),
  undoUntil: instant.nullable(),
  /** Why it failed, and at what. */
  problem: z.string().nullable(),
  failed: z.enum(importSteps).nullable(),
})
export type ImportView = z.infer<typeof importView>

const rowProblem = z.object({
  /** The heading of the column; null: the whole row. */
  column: z.string().nullable(),
  words: z.string(),
})
export type RowProblem = z.infer<typeof rowProblem>

export const importRow = z.object({
  /** As the file's spreadsheet numbers it; null for what is removed. */
  row: z.int().nullable(),
  action: z.enum(rowActions),
  /** The session's title, the person's name. */
  name: z.string(),
  changes: z.array(z.object({ field: importField, before: z.string(), after: z.string() })),
  problems: z.array(rowProblem),
  /** What the office must know of it; null: nothing. */
  note: z.string().nullable(),
  /** What became of it; null before. */
  outcome: z.enum(['done', 'undone', 'refused']).nullable(),
  /** Why it was refused. */
  refusal: z.string().nullable(),
})
export type ImportRow = z.infer<typeof importRow>

/** Rows of one page of a preview. */
export const rowsPage = 50
export const rowFilters = [...rowActions, 'refused'] as const
export type RowFilter = (typeof rowFilters)[number]
const rowsQuery = z.object({
  filter: z.enum(rowFilters),
  from: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 * tableLimits.rows)
    .default(0),
})
const rowsReply = z.object({ rows: z.array(importRow), total: z.int() })

/** For how long an import can be undone, in ms. */
export const undoMs = 86_400_000
/** Kept of one conference: the oldest are forgotten. */
export const importsMax = 50

const byId = { importId: id }
const who = ['organiser'] as const
const importRate = { points: 60, seconds: 60, pool: 'imports' } as const
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const exportRate = { points: 30, seconds: 60, pool: 'exports' } as const

export const importRoutes = declareRoutes({
  'imports.list': {
    summary: 'The imports of the conference, newest first.',
    who,
    reply: z.object({ imports: z.array(importView.omit({ columns: true, mapping: true })) }),
  },
  'imports.upload': {
    summary: 'Reads a programme or a list of people from a file: Excel, CSV or schedule.json.',
    who,
    query: z.object({ kind: importKind, fileName: text(fileNameMax), importId: createdId }),
    body: files('application/octet-stream'),
    reply: importView,
    status: 201,
    rate: { points: 20, seconds: 60 },
  },
  'imports.find': {
    summary: 'One import and how far it is.',
    who,
    params: byId,
    reply: importView,
  },
  'imports.preview': {
    summary: 'Matches the columns to fields, and works out what the import would change.',
    who,
    params: byId,
    body: importMapping,
    reply: importView,
    rate: importRate,
  },
  'imports.rows': {
    summary: 'What an import would do, or did, row by row.',
    who,
    params: byId,
    query: rowsQuery,
    reply: rowsReply,
  },
  'imports.apply': {
    summary: 'Applies an import as previewed.',
    who,
    params: byId,
    reply: importView,
    rate: importRate,
  },
  'imports.undo': {
    summary: 'Puts back what an import of the last day changed, but for what was changed since.',
    who,
    params: byId,
    reply: importView,
    rate: importRate,
  },
  'imports.discard': {
    summary: 'Discards an import that was not applied, with its file.',
    who,
    params: byId,
    reply: done,
    rate: importRate,
  },
  'exports.people': {
    summary: 'The people of the conference as an Excel file.',
    who,
    reply: files(spreadsheet),
    rate: exportRate,
  },
  'exports.peopleCsv': {
    summary: 'The people of the conference as CSV.',
    who,
    reply: files('text/csv'),
    rate: exportRate,
  },
  'exports.program': {
    summary: 'The programme as an Excel file.',
    who,
    reply: files(spreadsheet),
    rate: exportRate,
  },
  'exports.programCsv': {
    summary: 'The programme as CSV.',
    who,
    reply: files('text/csv'),
    rate: exportRate,
  },
  'exports.schedule': {
    summary: 'The programme for programs: a schedule.json like that of pretalx, which can be imported again.',
    who,
    reply: files('application/json'),
    rate: exportRate,
  },
})
