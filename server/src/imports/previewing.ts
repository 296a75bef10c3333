// The first job of an import: what every row would do. Nothing is written but the preview.
import type { ImportCounts, RowAction } from '@lectern/shared/imports'
import { Row } from './fields/row.ts'
import { chunkRows, type StoredRow } from './rowsStore.ts'
import { type TableRow, tableRows } from './tableFile.ts'
import type { NumberedRow, Proposal } from './target.ts'
import type { ImportedWork } from './work.ts'

const unwritten = { problems: [], outcome: null, refusal: null, note: null } satisfies Partial<StoredRow>

function storedRow({ number, row }: NumberedRow, proposal: Proposal | undefined): StoredRow {
  const name = row.cell('title') || row.cell('name') || row.cell('familyName') || row.cell('email')
  if (proposal && row.problems.length === 0) return { row: number, ...unwritten, ...proposal }
  return {
    row: number,
    id: '',
    action: 'problem',
    name: name.slice(0, 200),
    changes: [],
    plan: null,
    seen: '',
    ...unwritten,
    problems: row.problems,
  }
}

export async function preview({
  one,
  context,
  target,
  rows,
  save,
  pathOf,
  signal,
}: ImportedWork): Promise<ImportCounts> {
  const { conferenceId, importId, mapping } = context
  const headings = one.columns.map(({ heading }) => heading)
  const counts: ImportCounts = { add: 0, change: 0, remove: 0, same: 0, problem: 0 }
  /** Of each session or person, the row that names it. */
  const named = new Map<string, number>()
  let done = 0

  async function keep(added: readonly StoredRow[]): Promise<void> {
    await rows.add(conferenceId, importId, done, added)
    done += added.length
    for (const { action } of added) counts[action as RowAction] += 1
  }

  function once({ number, row }: NumberedRow, proposal: Proposal | undefined): Proposal | undefined {
    if (!proposal) return undefined
    const before = named.get(proposal.id)
    if (before === undefined) {
      named.set(proposal.id, number)
      return proposal
    }
    return row.problem(
      row.has('externalId') && row.cell('externalId') ? 'externalId' : null,
      `This is the same as row ${before}: each row must be a different ${one.kind === 'people' ? 'person' : 'session'}.`,
    )
  }

  await rows.clear(conferenceId, importId)
  for await (const chunk of tableRows(pathOf(one.fileId), chunkRows)) {
    signal.throwIfAborted()
    const numbered = chunk.map(([number, ...cells]: TableRow) => ({
      number,
      row: new Row(cells, headings, mapping.columns),
    }))
    const proposals = await target.propose(context, numbered)
    await keep(numbered.map((each, i) => storedRow(each, once(each, proposals[i]))))
    await save({ progress: done / Math.max(1, one.rows) })
  }
  const removed = await target.missing(context, new Set(named.keys()))
  await keep(removed.map((proposal) => ({ row: null, ...unwritten, ...proposal })))
  return counts
}
