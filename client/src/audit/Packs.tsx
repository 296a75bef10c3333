import './audit.css'
import type { Pack } from '@lectern/shared/audit'
import { Button, Code, Group, Progress, Skeleton, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { messageOf } from '../live/appError.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Chip } from '../ui/Chip.tsx'
import { LoadFailed } from '../ui/Notice.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { counted, percent, sizeWords } from '../words/counts.ts'
import { dateOf, momentOf } from '../words/times.ts'
import { auditKey, cancelPack, makePack, packsQuery, packUrl } from './auditApi.ts'
import { packWords } from './auditWords.ts'

interface PacksProps {
  activityId: string
  /** The office makes them. */
  mayMake?: boolean
}

/** The packs of an activity: to download, and for the office to make. */
export function Packs({ activityId, mayMake = false }: PacksProps) {
  const packs = useQuery(packsQuery(activityId))
  const { busy, refusal, run } = useCommand({ changes: auditKey })
  if (packs.isPending) return <Skeleton h={72} role="status" aria-label="Loading the packs" />
  if (packs.isError) return <LoadFailed message={messageOf(packs.error)} retry={() => void packs.refetch()} />
  const all = packs.data.packs
  const isMaking = all.some(({ state }) => state === 'making')
  return (
    <Stack gap="md">
      {mayMake && (
        <>
          <Text>
            One ZIP file with everything that an audit asks for: a PDF with bookmarks, a sheet for every kind
            of record, the signed ledger, and a page that says what is missing. It can be made before the
            activity is complete. The ledger is the whole conference’s.
          </Text>
          <Group>
            <Button
              {...busyButton(busy || isMaking)}
              {...(!busy && !isMaking && { onClick: () => void run(() => makePack(activityId)) })}
            >
              {isMaking ? 'Being made…' : 'Make an audit pack'}
            </Button>
          </Group>
          <Refusal refusal={refusal} />
        </>
      )}
      {all.length === 0 ? (
        <Text c="gray.7">
          {mayMake ? 'None yet.' : 'The CE office has made none yet. Everything in it can be read below.'}
        </Text>
      ) : (
        <ul className="audit-list">
          {all.map((pack) => (
            <li key={pack.id}>
              <PackRow activityId={activityId} pack={pack} mayMake={mayMake} />
            </li>
          ))}
        </ul>
      )}
    </Stack>
  )
}

function PackRow({ activityId, pack, mayMake }: { activityId: string; pack: Pack; mayMake: boolean }) {
  const { state, progress, at, by, file, problem } = pack
  const { busy, refusal, run } = useCommand({ changes: auditKey })
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Chip tone={state === 'ready' ? 'done' : state === 'failed' ? 'amber' : 'quiet'}>
          {packWords[state]}
        </Chip>
        <span>
          {momentOf(at)}, by <bdi>{by}</bdi>
        </span>
        {file && (
          <Button
            component="a"
            href={packUrl(activityId, pack.id)}
            download
            size="compact-sm"
            leftSection={<IconDownload size={14} aria-hidden="true" />}
            aria-label={`Download the pack of ${momentOf(at)}`}
          >
            Download ({sizeWords(file.bytes)})
          </Button>
        )}
        {state === 'making' && mayMake && (
          <Button
            variant="default"
            size="compact-sm"
            {...busyButton(busy)}
            {...(!busy && { onClick: () => void run(() => cancelPack(activityId, pack.id)) })}
          >
            Cancel
          </Button>
        )}
      </Group>
      {state === 'making' && (
        <>
          <Progress value={progress * 100} aria-label="The pack is being made" />
          <Text size="sm" c="gray.7">
            {percent(progress)} done. The page can be closed: it goes on without it.
          </Text>
        </>
      )}
      {file && (
        <Text size="sm" c="gray.7">
          {file.isComplete
            ? 'Nothing was missing.'
            : `${counted(file.missing, 'thing was', 'things were')} missing.`}{' '}
          Kept until {dateOf(file.until)}. SHA-256: <Code className="audit-digest">{file.sha256}</Code>
        </Text>
      )}
      {problem && <Text size="sm">{problem}</Text>}
      <Refusal refusal={refusal} />
    </Stack>
  )
}
