// A cell of a table is as long as whoever wrote the file likes: reading it must not go back over it.
import { expect, test } from '@jest/globals'
import type { ImportField, ImportMapping } from '@lectern/shared/imports'
import { countedWork } from '@lectern/shared/testing/countedWork'
import { analyse } from 'scslre'
import { fieldsFor } from './columns.ts'
import { readPerson } from './personRow.ts'
import { Row } from './row.ts'
import { readSession } from './sessionRow.ts'

const readers = { people: readPerson, program: readSession }
/** What a row needs before its other cells are looked at. */
const usual: Partial<Record<ImportField, string>> = {
  name: 'Ada Lovelace',
  title: 'Valves',
  start: '2027-03-01 09:00',
  end: '2027-03-01 10:00',
}
const cells = [
  'Ada Lovelace <ada@example.org>; Jane Doe, MD [NQTF8Y]',
  '12:30',
  '24.11.2026, 14:30 Uhr',
  'ABIM 123456; ABP 99',
  'speaker, moderator',
  '0'.repeat(50),
  `a${' '.repeat(50)}a`,
  '<a@'.repeat(20),
]

/** The time library's own: it sees the short times that were made of a cell, never the cell. */
const ofTemporal = String.raw`/\[(!?)([^=]+)=([^\]]+)/g`

test.each(['people', 'program'] as const)(
  'no pattern of %s goes back over a cell again and again',
  (kind) => {
    const fields = fieldsFor(kind, true)
    const columns = Object.fromEntries(fields.map((field, i) => [field, i])) as ImportMapping['columns']
    const mapping: ImportMapping = {
      columns,
      timeZone: 'Europe/Berlin',
      dateOrder: null,
      removesMissing: false,
    }
    const rows = fields.flatMap((field) =>
      cells.map((cell) => fields.map((each) => (each === field ? cell : (usual[each] ?? '')))),
    )
    const { patterns } = countedWork(rows, (row) =>
      readers[kind](new Row(row, [...fields], columns), mapping),
    )
    expect(patterns.length).toBeGreaterThan(10)
    const slow = patterns.filter((pattern) => analyse(pattern).reports.length > 0).map(String)
    expect(slow.filter((pattern) => pattern !== ofTemporal)).toEqual([])
  },
)
