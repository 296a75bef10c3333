// The jobs that write: applying an import, and undoing it. A server that takes one over finds what was done.
import type { KeyedRow, StoredRow } from './rowsStore.ts'
import type { Written } from './target.ts'
import type { ImportedWork } from './work.ts'

/** How many rows are written at once: Redis stores them together. */
const atOnce = 25

/** Runs over all rows with these actions; returns the keys of those that were refused. */
async function overRows(
  { context, rows, save, signal }: ImportedWork,
  actions: readonly ('add' | 'change' | 'remove')[],
  total: number,
  write: (key: string, row: StoredRow) => Promise<StoredRow>,
): Promise<string[]> {
  const { conferenceId, importId } = context
  const refused: string[] = []
  let done = 0
  await rows.each(conferenceId, importId, actions, async (chunk) => {
    for (let from = 0; from < chunk.length; from += atOnce) {
      signal.throwIfAborted()
      const part = chunk.slice(from, from + atOnce)
      const written = await Promise.all(
        part.map(async ([key, row]): Promise<KeyedRow> => [key, await write(key, row)]),
      )
      await rows.save(conferenceId, importId, written)
      for (const [key, { outcome }] of written) if (outcome === 'refused') refused.push(key)
      done += part.length
      await save({ progress: done / Math.max(1, total) })
    }
  })
  await Promise.all([
    rows.keepUndo(conferenceId, importId),
    rows.listRefused(conferenceId, importId, refused),
  ])
  return refused
}

const outcomeOf = (row: StoredRow, written: Written, done: 'done' | 'undone'): StoredRow =>
  'refusal' in written
    ? { ...row, outcome: 'refused', refusal: written.refusal }
    : { ...row, outcome: done, refusal: null }

const totalOf = ({ one: { counts } }: ImportedWork): number =>
  counts ? (counts.add ?? 0) + (counts.change ?? 0) + (counts.remove ?? 0) : 0

/** Returns how many rows were refused. */
export async function apply(work: ImportedWork): Promise<number> {
  const { context, target } = work
  const refused = await overRows(work, ['add', 'change', 'remove'], totalOf(work), async (key, row) =>
    outcomeOf(row, await target.write(context, key, row), 'done'),
  )
  return refused.length
}

/** Returns how many things stay as they are. */
export async function undo(work: ImportedWork): Promise<number> {
  const { context, target } = work
  const refused = await overRows(work, ['remove', 'change', 'add'], totalOf(work), async (key, row) => {
    const undone = await target.undo(context, key, row)
    // What was refused before was never changed.
    return undone ? outcomeOf(row, undone, 'undone') : row
  })
  return refused.length + (await target.finishUndo(context))
}
