import type { ImportView } from '@lectern/shared/imports'
import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { type Step, Steps } from '../ui/Steps.tsx'
import { dayAndTime } from '../words/times.ts'
import { ColumnsForm } from './ColumnsForm.tsx'
import { importQuery, isRunning } from './importsApi.ts'
import { countedThings, kindWords } from './importWords.ts'
import { Outcome } from './Outcome.tsx'
import { Preview } from './Preview.tsx'
import { RunningImport } from './RunningImport.tsx'

/** How far an import is: its columns, its preview, and that it is done. */
function stepsOf({ state, failed }: ImportView): Step[] {
  const at = { columns: 0, previewing: 1, preview: 1, applying: 2, applied: 3, undoing: 3, undone: 3 }
  const now = state === 'failed' ? (failed === 'preview' ? 0 : 2) : at[state]
  return ['Columns', 'Preview', 'Apply'].map((title, index) => ({
    id: title,
    title,
    state: index < now ? 'done' : index === now ? 'now' : 'next',
  }))
}

/** One import, from its columns to undoing it. */
export default function ImportPage() {
  const { importId = '' } = useParams()
  const query = useQuery(importQuery(importId))
  return (
    <Loaded query={query} label="Loading the import" missing="There is no such import">
      {(one) => (
        <Page width="tool">
          <PageHead
            title={one.fileName}
            over={<Link to="/office/imports">Import and export</Link>}
            lead={
              <>
                {kindWords[one.kind]}, {countedThings(one.kind, one.rows)}. Uploaded by{' '}
                <span dir="auto">{one.by}</span>, {dayAndTime(one.at)}.{' '}
                {one.detail && (
                  <Text span c="gray.7" dir="auto">
                    Read as {one.detail}.
                  </Text>
                )}
              </>
            }
          />
          <Stack gap={32}>
            <Steps label="How far this import is" steps={stepsOf(one)} />
            <Now one={one} />
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

function Now({ one }: { one: ImportView }) {
  if (isRunning(one.state)) return <RunningImport one={one} />
  if (one.state === 'columns' || one.failed === 'preview') return <ColumnsForm one={one} />
  if (one.state === 'preview') return <Preview one={one} />
  return <Outcome one={one} />
}
