import type { ActivityRecord, ActivityRecordReport } from '@lectern/shared/activityRecords'
import { Anchor, Button, Group, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Link } from 'react-router'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Chip, type Tone } from '../ui/Chip.tsx'
import { LoadFailed, Notice } from '../ui/Notice.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { Section } from '../ui/Section.tsx'
import { type Step, Steps } from '../ui/Steps.tsx'
import { dayAndTime } from '../words/times.ts'
import { answerRecords, markSent, recordHref, recordQuery, wishRecord } from './activityRecordApi.ts'
import { Download } from './Download.tsx'
import { officeKey } from './officeApi.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

/** A download tells nobody when it is done: the page looks at these times (ms) whether the file was made. */
const looksAfter = [1000, 4000, 15_000]

const stateWords: Record<ActivityRecord['state'], { word: string; tone: Tone }> = {
  kept_back: { word: 'Kept back', tone: 'amber' },
  ready: { word: 'Ready', tone: 'accent' },
  sent: { word: 'Sent', tone: 'quiet' },
  accepted: { word: 'Accepted', tone: 'done' },
  deleted: { word: 'Deleted there', tone: 'quiet' },
  nothing: { word: 'Nothing sent', tone: 'quiet' },
}
const actionWords = { Add: 'to be added', Update: 'to be updated', Delete: 'to be deleted' } as const

/** The ACCME's record of an activity: what it lacks, its file, and what the register said. */
export function ActivityRecords({ activityId, title }: { activityId: string; title: string }) {
  const heading = useId()
  const report = useQuery(recordQuery(activityId))
  return (
    <Section id={heading} title="Activity at PARS">
      {report.error && (
        <LoadFailed
          message="The record of this activity could not be loaded."
          retry={() => void report.refetch()}
        />
      )}
      {report.isPending && <Skeleton h={120} role="status" aria-label="Loading the record of the activity" />}
      {report.data && <Report activityId={activityId} title={title} report={report.data} />}
    </Section>
  )
}

interface ReportProps {
  activityId: string
  title: string
  report: ActivityRecordReport
}

function Report({ activityId, title, report }: ReportProps) {
  const { records, draft } = report
  return (
    <Stack gap="md">
      <Notice role="status" color="gray" title="A draft until it was tried at the register">
        {draft}
      </Notice>
      {records.length === 0 ? (
        <Text size="sm">No session is part of this activity yet, so there is nothing to report.</Text>
      ) : (
        <PlainList gap={8} aria-label="Records of the activity">
          {records.map((record) => (
            <RecordLine key={record.key} activityId={activityId} record={record} />
          ))}
        </PlainList>
      )}
      <Sending activityId={activityId} title={title} report={report} />
    </Stack>
  )
}

function RecordLine({ activityId, record }: { activityId: string; record: ActivityRecord }) {
  const { key, year, action, state, problems, notices, sent, answer } = record
  const { word, tone } = stateWords[state]
  const planning = `/office/activities/${encodeURIComponent(activityId)}/planning`
  return (
    <li>
      <Group gap="sm">
        <Text fw={500} className="figures">
          {key === 'all' ? year : `Series, ${year}`}
        </Text>
        <Chip tone={tone}>{action ? `${word}, ${actionWords[action]}` : word}</Chip>
        {sent && (
          <Text size="sm" c="gray.7" className="figures">
            {sent.action}, {dayAndTime(sent.at)}
            {answer?.number && ` · ${answer.number}`}
          </Text>
        )}
      </Group>
      {answer?.rejected && <Text size="sm">Rejected: {answer.rejected}</Text>}
      {problems.length > 0 && (
        <ul className="office-list" aria-label={`What keeps the record of ${year} back`}>
          {problems.map(({ says, field }) => (
            <li key={says}>
              <Text size="sm" span>
                {says}{' '}
                {field && (
                  <Anchor component={Link} to={planning} inherit>
                    Planning form
                  </Anchor>
                )}
              </Text>
            </li>
          ))}
        </ul>
      )}
      {notices.map((notice) => (
        <Text key={notice} size="sm" c="gray.7">
          {notice}
        </Text>
      ))}
    </li>
  )
}

function Sending({ activityId, title, report }: ReportProps) {
  const { records, lastFile, wish } = report
  const [rejecting, setRejecting] = useState(false)
  const [number, setNumber] = useState('')
  const [done, setDone] = useState('')
  const queryClient = useQueryClient()
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const ready = records.filter(({ state }) => state === 'ready')
  const open = records.filter(({ sent, answer }) => sent !== null && answer === null)
  const unsent = lastFile?.unsent ?? 0
  const keys = open.map(({ key }) => key)
  const act = (command: () => Promise<unknown>, words: string) =>
    run(command).then((isDone) => setDone(isDone ? words : ''))
  function lookAgain() {
    for (const ms of looksAfter)
      setTimeout(() => void queryClient.invalidateQueries({ queryKey: officeKey }), ms)
  }
  const steps: Step[] = [
    {
      id: 'download',
      title: 'Download',
      state: unsent > 0 || (ready.length === 0 && lastFile) ? 'done' : 'now',
      children:
        ready.length > 0 ? (
          <Group gap="sm" mt={4}>
            <Download
              label="Activity (JSON)"
              href={recordHref(activityId)}
              of={title}
              onDownload={lookAgain}
            />
          </Group>
        ) : (
          <Text size="sm" c="gray.7">
            Nothing is ready to be sent.
          </Text>
        ),
    },
    {
      id: 'mark',
      title: 'Upload to PARS, and mark as sent',
      state: unsent > 0 ? 'now' : open.length > 0 ? 'done' : 'next',
      children: (
        <Group gap="sm" mt={4}>
          <Button
            size="compact-md"
            disabled={unsent === 0}
            {...busyButton(busy)}
            onClick={() =>
              lastFile && void act(() => markSent(activityId, lastFile.madeAt), 'Marked as sent.')
            }
          >
            Mark as sent
          </Button>
          {lastFile && (
            <Text size="sm" c="gray.7" className="figures">
              Last file: {dayAndTime(lastFile.madeAt)}
            </Text>
          )}
        </Group>
      ),
    },
    {
      id: 'answer',
      title: 'Take the answer',
      state: open.length > 0 && unsent === 0 ? 'now' : 'next',
      children: (
        <Group gap="sm" mt={4} align="end">
          {open.length === 1 && (
            <TextInput
              size="xs"
              label="Number that PARS gave it"
              inputMode="numeric"
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
            />
          )}
          <Button
            size="compact-md"
            variant="default"
            disabled={open.length === 0}
            {...busyButton(busy)}
            onClick={() =>
              void act(
                () => answerRecords(activityId, { keys, rejected: null, number: number.trim() || null }),
                'Accepted by PARS.',
              )
            }
          >
            Accepted
          </Button>
          <Button
            size="compact-md"
            variant="default"
            disabled={open.length === 0}
            onClick={() => setRejecting(true)}
          >
            Rejected
          </Button>
        </Group>
      ),
    },
  ]
  return (
    <>
      <Steps label="Reporting the activity" steps={steps} />
      <Refusal refusal={refusal} kept="Nothing was changed." />
      <Text size="sm" role="status">
        {done}
      </Text>
      <Wish activityId={activityId} wish={wish} />
      {rejecting && (
        <ReasonDialog
          title="The register rejected the record"
          description="As the register gave it. It is kept in the ledger."
          confirm="Mark as rejected"
          onClose={() => setRejecting(false)}
          onConfirm={(reason) => answerRecords(activityId, { keys, rejected: { reason }, number: null })}
        >
          It is due again, and goes into the next file.
        </ReasonDialog>
      )}
    </>
  )
}

const wishes = {
  report: 'The record follows the activity: what changes is sent as an update.',
  close: 'The next file closes the record: nothing is changed there any more.',
  delete: 'The next file takes the record back at the register.',
} as const

/** Whether the register is to have the record, to close it, or to take it back. */
function Wish({ activityId, wish }: { activityId: string; wish: ActivityRecordReport['wish'] }) {
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const choose = (next: keyof typeof wishes) => void run(() => wishRecord(activityId, next))
  return (
    <Group gap="sm">
      <Text size="sm">{wishes[wish]}</Text>
      {wish === 'report' ? (
        <>
          <Button variant="default" size="compact-sm" onClick={() => choose('close')} {...busyButton(busy)}>
            Close the record
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => choose('delete')} {...busyButton(busy)}>
            Take it back
          </Button>
        </>
      ) : (
        <Button variant="default" size="compact-sm" onClick={() => choose('report')} {...busyButton(busy)}>
          Report it after all
        </Button>
      )}
      <Refusal refusal={refusal} />
    </Group>
  )
}
