// Imports as a test's server has them.
import type { ImportRow, ImportView } from '@lectern/shared/imports'

const at = Date.parse('2026-11-24T09:00:00Z')

export const importOf = (changed: Partial<ImportView> = {}): ImportView => ({
  id: 'imp',
  kind: 'program',
  fileName: 'programme.xlsx',
  at,
  by: 'Hana Ito',
  state: 'columns',
  format: 'xlsx',
  detail: 'sheet “Programme”',
  rows: 3,
  columns: [
    { heading: 'Titel', samples: ['Heart failure', 'ECG rounds'] },
    { heading: 'Beginn', samples: ['2026-11-24 09:00'] },
    { heading: 'Dauer', samples: ['0:45'] },
    { heading: 'Kaffee', samples: [] },
  ],
  mapping: {
    columns: { title: 0, start: 1 },
    timeZone: 'Europe/Berlin',
    dateOrder: null,
    removesMissing: false,
  },
  progress: 0,
  counts: null,
  refused: 0,
  appliedAt: null,
  undoUntil: null,
  problem: null,
  failed: null,
  ...changed,
})

export const rowOf = (changed: Partial<ImportRow> = {}): ImportRow => ({
  row: 2,
  action: 'add',
  name: 'Heart failure',
  changes: [{ field: 'start', before: '', after: '2026-11-24 09:00' }],
  problems: [],
  note: null,
  outcome: null,
  refusal: null,
  ...changed,
})
