import '../ui/wideTable.css'
import type { LedgerEntry } from '@lectern/shared/ledger'
import { Stack, Text, Title } from '@mantine/core'
import { IconBooks } from '@tabler/icons-react'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Empty } from '../ui/Empty.tsx'
import { countOf } from '../words/counts.ts'
import { exactMomentOf } from '../words/times.ts'
import { byWords, dataLines, kindWords } from './ledgerWords.ts'

const columns: Column<LedgerEntry>[] = [
  { id: 'number', label: 'No.', cell: ({ seq }) => <span className="whole-figures">{seq}</span> },
  { id: 'what', label: 'What', cell: (entry) => <What entry={entry} /> },
  { id: 'time', label: 'Time', cell: ({ at }) => <span className="whole-figures">{exactMomentOf(at)}</span> },
  { id: 'by', label: 'By', cell: ({ by }) => byWords(by) },
]

/** What happened; it opens into everything that the entry holds. */
const What = ({ entry: { seq, at, by, kind, data, hash } }: { entry: LedgerEntry }) => (
  <>
    <details>
      <summary aria-label={`${kindWords[kind]}: content of entry ${seq}`}>{kindWords[kind]}</summary>
      <pre className="ledger-data">{`${dataLines(data)}\nhash: ${hash}`.trim()}</pre>
    </details>
    <div className="ledger-narrow figures">
      {exactMomentOf(at)} · {byWords(by)}
    </div>
  </>
)

interface LedgerEntriesProps {
  entries: LedgerEntry[]
  /** In the whole ledger. */
  count: number
}

/** Newest first. */
export const LedgerEntries = ({ entries, count }: LedgerEntriesProps) => (
  <Stack gap="sm" component="section" aria-labelledby="entries">
    <Title order={2} size="h3" id="entries">
      Newest entries
    </Title>
    {entries.length > 0 && (
      <Text size="sm" c="gray.7" className="figures">
        {countOf(entries.length)} of {countOf(count)} shown, in your own time zone.
      </Text>
    )}
    <DataTable
      caption="Table of entries"
      columns={columns}
      rows={entries}
      rowKey={({ seq }) => String(seq)}
      empty={
        <Empty icon={IconBooks} title="No entries yet">
          The first appears when an activity is designated or somebody acknowledges disclosures.
        </Empty>
      }
    />
  </Stack>
)
