import type { LedgerEntry } from '@lectern/shared/ledger'
import { Stack, Table, Text, Title } from '@mantine/core'
import { scrollable } from '../ui/scrollable.ts'
import { exactMomentOf } from '../words/times.ts'
import { dataLines, kindWords } from './ledgerWords.ts'

/** Newest first; an entry's contents are folded. */
export function LedgerEntries({ entries, count }: { entries: LedgerEntry[]; count: number }) {
  return (
    <Stack gap="sm" component="section" aria-labelledby="entries">
      <Title order={2} size="h3" id="entries">
        Newest entries
      </Title>
      {entries.length === 0 ? (
        <Text>
          None yet. The first appears when an activity is designated or somebody acknowledges disclosures.
        </Text>
      ) : (
        <>
          <Text size="sm" className="figures">
            {entries.length} of {count} shown. Times are in your own time zone.
          </Text>
          <section className="wide-table" aria-label="Table of entries" {...scrollable}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>No.</Table.Th>
                  <Table.Th>Time</Table.Th>
                  <Table.Th>What</Table.Th>
                  <Table.Th>By</Table.Th>
                  <Table.Th>Content</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {entries.map((entry) => (
                  <Entry key={entry.seq} entry={entry} />
                ))}
              </Table.Tbody>
            </Table>
          </section>
        </>
      )}
    </Stack>
  )
}

function Entry({ entry: { seq, at, kind, by, data, hash } }: { entry: LedgerEntry }) {
  return (
    <Table.Tr>
      <Table.Td className="whole-figures">{seq}</Table.Td>
      <Table.Td className="whole-figures">{exactMomentOf(at)}</Table.Td>
      <Table.Td className="whole-figures">{kindWords[kind]}</Table.Td>
      <Table.Td className="whole-figures">{by === 'platform' ? 'the platform' : by}</Table.Td>
      <Table.Td>
        <details>
          <summary aria-label={`Show the content of entry ${seq}`}>Show</summary>
          <pre className="ledger-data">{`${dataLines(data)}\nhash: ${hash}`.trim()}</pre>
        </details>
      </Table.Td>
    </Table.Tr>
  )
}
