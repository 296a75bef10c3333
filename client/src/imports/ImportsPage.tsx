import type { ImportView } from '@lectern/shared/imports'
import { Stack } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Tone } from '../ui/Chip.tsx'
import { Chip } from '../ui/Chip.tsx'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Section } from '../ui/Section.tsx'
import { countOf } from '../words/counts.ts'
import { dayAndTime } from '../words/times.ts'
import { Exports } from './Exports.tsx'
import { importsQuery, isRunning } from './importsApi.ts'
import { kindWords, stateWords } from './importWords.ts'
import { NewImport } from './NewImport.tsx'

type Listed = Omit<ImportView, 'columns' | 'mapping'>

const toneOf = ({ state }: Listed): Tone =>
  state === 'failed' || state === 'columns' || state === 'preview'
    ? 'amber'
    : isRunning(state)
      ? 'accent'
      : 'done'

const columns: Column<Listed>[] = [
  {
    id: 'file',
    label: 'File',
    cell: ({ fileName }) => <span dir="auto">{fileName}</span>,
    sortBy: ({ fileName }) => fileName,
  },
  { id: 'kind', label: 'What', cell: ({ kind }) => kindWords[kind], sortBy: ({ kind }) => kindWords[kind] },
  {
    id: 'rows',
    label: 'Rows',
    cell: ({ rows }) => countOf(rows),
    sortBy: ({ rows }) => rows,
    isNumber: true,
  },
  {
    id: 'state',
    label: 'State',
    cell: (one) => <Chip tone={toneOf(one)}>{stateWords[one.state]}</Chip>,
    sortBy: ({ state }) => stateWords[state],
  },
  { id: 'by', label: 'By', cell: ({ by }) => <span dir="auto">{by}</span>, sortBy: ({ by }) => by },
  { id: 'at', label: 'Uploaded', cell: ({ at }) => dayAndTime(at), sortBy: ({ at }) => at },
]

/** Bringing the programme and people in from files, and taking them out. */
export default function ImportsPage() {
  const list = useQuery(importsQuery)
  return (
    <Loaded query={list} label="Loading the imports">
      {({ imports }) => (
        <Page width="tool">
          <PageHead
            title="Import and export"
            lead="Nothing is written before you have seen a preview, and for a day every import can be undone."
          />
          <Stack gap={40}>
            <Section id="new-import" title="Import a file">
              <NewImport />
            </Section>
            <Section id="imports" title="Imports of the last days">
              <DataTable
                caption="Imports"
                columns={columns}
                rows={imports}
                rowKey={({ id }) => id}
                rowTo={({ id }) => `/office/imports/${id}`}
                empty={
                  <Empty icon={IconFileImport} title="No imports">
                    Files that you upload appear here for two days.
                  </Empty>
                }
              />
            </Section>
            <Section id="exports" title="Export">
              <Exports />
            </Section>
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}
