import type { ImportCounts, ImportView } from '@lectern/shared/imports'
import { Button, Group, Stack, Title } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Notice } from '../ui/Notice.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { counted } from '../words/counts.ts'
import { ColumnsForm } from './ColumnsForm.tsx'
import { Discard } from './Discard.tsx'
import { importsKey, press } from './importsApi.ts'
import { countedThings } from './importWords.ts'
import { Rows } from './Rows.tsx'

const changesIn = ({ add = 0, change = 0, remove = 0 }: Partial<ImportCounts>): number =>
  add + change + remove

/** What an import would do. Nothing is written yet. */
export function Preview({ one }: { one: ImportView }) {
  const [isMatching, setMatching] = useState(false)
  const { busy, refusal, run } = useCommand({ changes: importsKey })
  const counts: Partial<ImportCounts> = one.counts ?? {}
  const changes = changesIn(counts)
  if (isMatching) return <ColumnsForm one={one} onCancel={() => setMatching(false)} />
  return (
    <Stack gap="lg" component="section" aria-labelledby="preview">
      <Title order={2} id="preview">
        What would change
      </Title>
      {!!counts.problem && (
        <Notice role="status">
          {counted(
            counts.problem,
            'row has a problem and is left out',
            'rows have problems and are left out',
          )}
          . Correct the file and upload it again, before or after applying this one: rows that are in already
          stay as they are.
        </Notice>
      )}
      <Refusal refusal={refusal} />
      <Group gap="sm">
        {changes > 0 && (
          <Button onClick={() => void run(() => press('imports.apply', one.id))} {...busyButton(busy)}>
            Apply to {countedThings(one.kind, changes)}
          </Button>
        )}
        <Button variant="default" onClick={() => setMatching(true)}>
          Change the columns
        </Button>
        <Discard one={one} />
      </Group>
      <Rows one={one} />
    </Stack>
  )
}
