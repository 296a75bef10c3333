import type { ImportCounts, ImportView } from '@lectern/shared/imports'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Notice } from '../ui/Notice.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { listWords } from '../words/counts.ts'
import { dayAndTime } from '../words/times.ts'
import { importsKey, press } from './importsApi.ts'
import { countedThings } from './importWords.ts'
import { Rows } from './Rows.tsx'

/** "12 sessions added and 3 sessions changed" */
function doneWords({ kind, counts }: ImportView): string {
  const { add = 0, change = 0, remove = 0 }: Partial<ImportCounts> = counts ?? {}
  const parts = [
    [add, 'added'],
    [change, 'changed'],
    [remove, 'removed'],
  ] as const
  const words = parts
    .filter(([count]) => count > 0)
    .map(([count, verb]) => `${countedThings(kind, count)} ${verb}`)
  return words.length === 0 ? 'Nothing was to be changed' : listWords(words)
}

const titles: Partial<Record<ImportView['state'], string>> = {
  applied: 'Applied',
  undone: 'Undone',
  failed: 'Stopped',
}

/** Where what was imported is. */
const places: Record<ImportView['kind'], { to: string; words: string }> = {
  program: { to: '/office/programme?view=list', words: 'Open the programme' },
  people: { to: '/office/people', words: 'Open the people' },
}

/** What an import did, with the way back. */
export function Outcome({ one }: { one: ImportView }) {
  const { state, refused, problem, undoUntil } = one
  return (
    <Stack gap="lg" component="section" aria-labelledby="outcome">
      <Title order={2} id="outcome">
        {titles[state]}
      </Title>
      {state === 'applied' && (
        <Text role="status">
          {doneWords(one)}. <Link to={places[one.kind].to}>{places[one.kind].words}</Link>
        </Text>
      )}
      {state === 'undone' && (
        <Text role="status">All of it was put back{refused > 0 && ', but for what is listed below'}.</Text>
      )}
      {problem && <Notice color="red">{problem}</Notice>}
      {refused > 0 && (
        <Notice role="status">
          {countedThings(one.kind, refused)} {refused === 1 ? 'was' : 'were'} left as they are: see “Left as
          they are”.
        </Notice>
      )}
      <Rows one={one} />
      <Group gap="sm">
        {one.failed === 'apply' && <TryAgain one={one} />}
        {state !== 'undone' && <Undo one={one} />}
        {state === 'applied' && undoUntil !== null && (
          <Text size="sm" c="gray.7">
            Until {dayAndTime(undoUntil)}. What somebody changes meanwhile stays as it is.
          </Text>
        )}
      </Group>
    </Stack>
  )
}

function TryAgain({ one }: { one: ImportView }) {
  const { busy, refusal, run } = useCommand({ changes: importsKey })
  return (
    <>
      <Button onClick={() => void run(() => press('imports.apply', one.id))} {...busyButton(busy)}>
        Apply the rest
      </Button>
      <Refusal refusal={refusal} />
    </>
  )
}

// As text within JSX, the check of imports would take it for one.
const undoLabel = 'Undo this import'

/** One press: it can be imported again. */
function Undo({ one }: { one: ImportView }) {
  const { busy, refusal, run } = useCommand({ changes: importsKey })
  return (
    <>
      <Button
        variant="default"
        onClick={() => void run(() => press('imports.undo', one.id))}
        {...busyButton(busy)}
      >
        {undoLabel}
      </Button>
      <Refusal refusal={refusal} />
    </>
  )
}
