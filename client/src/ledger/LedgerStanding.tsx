import '../ui/facts.css'
import type { LedgerState, LedgerVerification } from '@lectern/shared/ledger'
import { headCode } from '@lectern/shared/ledgerChain'
import { Button, Code, Group, Progress, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClock, IconDownload, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { messageOf } from '../live/appError.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Chip } from '../ui/Chip.tsx'
import { LoadFailed, Notice } from '../ui/Notice.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { Section } from '../ui/Section.tsx'
import { countOf } from '../words/counts.ts'
import { dateOf, exactMomentOf, momentOf } from '../words/times.ts'
import { askForStamp, beginVerification, ledgerKeys, stampFile, stateQuery } from './ledgerApi.ts'

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${countOf(count)} ${count === 1 ? one : many}`

/** Whether the ledger is whole, by what the server found and by what another party stamped. */
export function LedgerStanding() {
  const { data, error, refetch } = useQuery(stateQuery)
  return (
    <Section id="standing" title="State">
      {error && !data && <LoadFailed message={messageOf(error)} retry={() => void refetch()} />}
      {!data && !error && (
        <Text role="status" c="gray.7">
          Loading the state of the ledger…
        </Text>
      )}
      {data && (
        <dl className="facts">
          <div>
            <dt>Entries</dt>
            <dd>
              <span className="figures">{countOf(data.head.seq)}</span>
              {data.head.seq > 0 && (
                <>
                  {' '}
                  · newest as a short code <Code>{headCode(data.head)}</Code>
                </>
              )}
            </dd>
          </div>
          <div>
            <dt>Verified</dt>
            <dd>
              <Verified {...data} />
            </dd>
          </div>
          <div>
            <dt>Countersigned</dt>
            <dd>
              <Countersigned {...data} />
            </dd>
          </div>
        </dl>
      )}
    </Section>
  )
}

const VerificationChip = ({ last }: { last: LedgerVerification | null }) =>
  last === null ? (
    <Chip icon={IconClock}>Not yet</Chip>
  ) : last.problem === null ? (
    <Chip tone="done" icon={IconCheck}>
      Unaltered
    </Chip>
  ) : (
    <Chip tone="live" icon={IconX}>
      Altered
    </Chip>
  )

function verificationWords({ last }: LedgerState['verification'], seq: number): string {
  if (last === null)
    return 'The server reads every entry and everything beside it, as an auditor’s command does.'
  const { count, contents, stamps } = last
  const since = seq > count ? ` ${counted(seq - count, 'entry was', 'entries were')} added since.` : ''
  return last.problem === null
    ? `${counted(count, 'entry', 'entries')}, ${counted(contents, 'content')} and ${counted(stamps, 'time stamp')}.${since}`
    : `Of ${counted(count, 'entry', 'entries')}.${since}`
}

function Verified({ verification, head }: LedgerState) {
  const { last, progress, hasFailed } = verification
  const { busy, refusal, run } = useCommand({ changes: ledgerKeys.state })
  const isRunning = progress !== null
  const percent = Math.round((progress ?? 0) * 100)
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <VerificationChip last={last} />
        {last && <span>{exactMomentOf(last.endedAt)}</span>}
      </Group>
      <Text size="sm">{verificationWords(verification, head.seq)}</Text>
      {last?.problem && (
        <Notice color="red" title="The ledger is not as it was recorded">
          {last.problem} Keep the database and its backups as they are, export the ledger, and tell the person
          who runs the server.
        </Notice>
      )}
      {hasFailed && !isRunning && (
        <Notice>
          The last verification did not finish: the server’s log says why. Nothing is known to be wrong.
        </Notice>
      )}
      {isRunning && (
        <div role="status">
          <Text size="sm" mb={4}>
            Verifying… {percent}%
          </Text>
          <Progress value={percent} aria-label="Verifying the ledger" />
        </div>
      )}
      <Refusal refusal={refusal} size="sm" />
      {head.seq > 0 && !isRunning && (
        <Group>
          <Button variant="default" {...busyButton(busy)} onClick={() => void run(beginVerification)}>
            Verify now
          </Button>
        </Group>
      )}
    </Stack>
  )
}

function StampChip({ stamps: { authority, last, failure, open } }: Pick<LedgerState, 'stamps'>) {
  if (failure)
    return (
      <Chip tone="amber" icon={IconAlertTriangle}>
        Failing
      </Chip>
    )
  if (authority === null && !last) return <Chip>Not set up</Chip>
  if (open > 0) return <Chip icon={IconClock}>{last ? 'Next one waits' : 'Waits'}</Chip>
  return last ? (
    <Chip tone="done" icon={IconCheck}>
      All entries
    </Chip>
  ) : (
    <Chip icon={IconClock}>Nothing yet</Chip>
  )
}

function stampWords({ authority, last, open, failure }: LedgerState['stamps']): string {
  if (authority === null)
    return `${last ? 'No authority is set any more, so nothing new is stamped.' : 'No other party confirms when these entries were made.'} The person who runs the server names a time stamp authority with the setting TIMESTAMP_URL.`
  if (open === 0) return last ? '' : `The first entries will be stamped by ${authority}.`
  const waiting = `${counted(open, 'entry is', 'entries are')} not stamped yet`
  return failure
    ? `${waiting}.`
    : `${waiting}; ${authority} is asked soon after credit is issued, and within a day.`
}

function Countersigned({ stamps, head }: LedgerState) {
  const { authority, last, failure, open, isAsking } = stamps
  const { busy, refusal, run } = useCommand({ changes: ledgerKeys.state })
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <StampChip stamps={stamps} />
        {last && <span>{exactMomentOf(last.at)}</span>}
      </Group>
      {last && (
        <Text size="sm">
          Entry {countOf(last.head.seq)} and everything before it, by {last.authority}. Nobody can change them
          any more unnoticed, not even with this server’s key.
          {last.validUntil !== undefined &&
            ` The authority’s certificate ends on ${dateOf(last.validUntil)}.`}
        </Text>
      )}
      {stampWords(stamps) && <Text size="sm">{stampWords(stamps)}</Text>}
      {failure && !isAsking && (
        <Notice title={`No time stamp since ${momentOf(failure.since)}`}>
          {authority ?? 'The authority'}: {failure.reason}. Tried {counted(failure.tries, 'time')}
          {authority !== null && `, next at ${exactMomentOf(failure.nextAt)}`}. The ledger itself is unharmed,
          and is stamped as soon as that works again.
        </Notice>
      )}
      {isAsking && (
        <Text size="sm" role="status">
          Asking {authority} for a time stamp…
        </Text>
      )}
      <Refusal refusal={refusal} size="sm" />
      <Group>
        {authority !== null && open > 0 && head.seq > 0 && !isAsking && (
          <Button variant="default" {...busyButton(busy)} onClick={() => void run(askForStamp)}>
            {failure ? 'Try now' : 'Stamp now'}
          </Button>
        )}
        {last && (
          <Button
            component="a"
            variant="default"
            href={stampFile()}
            download
            leftSection={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
          >
            Last time stamp
          </Button>
        )}
      </Group>
    </Stack>
  )
}
