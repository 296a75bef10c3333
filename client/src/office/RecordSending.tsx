// How an activity's record reaches the register: download, mark as sent, take the answer.
import type { ActivityRecordReport } from '@lectern/shared/activityRecords'
import { Button, Group, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { type Step, Steps } from '../ui/Steps.tsx'
import { dayAndTime } from '../words/times.ts'
import { answerRecords, markSent, recordHref, wishRecord } from './activityRecordApi.ts'
import { Download } from './Download.tsx'
import { officeKey } from './officeApi.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

/** A download tells nobody when it is done: the page looks at these times (ms) whether the file was made. */
const looksAfter = [1000, 4000, 15_000]

export interface ReportProps {
  activityId: string
  title: string
  report: ActivityRecordReport
}

interface StepProps extends ReportProps {
  busy: boolean
  /** Asks the server; `words` say what was done. */
  act: (command: () => Promise<unknown>, words: string) => Promise<void>
}

/** Records at the register that it has not answered yet. */
const openIn = ({ records }: ActivityRecordReport) =>
  records.filter(({ sent, answer }) => sent !== null && answer === null)

export function RecordSending(props: ReportProps) {
  const { activityId, report } = props
  const { records, lastFile, wish } = report
  const [done, setDone] = useState('')
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const act = (command: () => Promise<unknown>, words: string) =>
    run(command).then((isDone) => setDone(isDone ? words : ''))
  const isReady = records.some(({ state }) => state === 'ready')
  const hasOpen = openIn(report).length > 0
  const isUnsent = (lastFile?.unsent ?? 0) > 0
  const given = { ...props, busy, act }
  const steps: Step[] = [
    {
      id: 'download',
      title: 'Download',
      state: isUnsent || (!isReady && lastFile) ? 'done' : 'now',
      children: <DownloadStep {...given} />,
    },
    {
      id: 'mark',
      title: 'Upload to PARS, and mark as sent',
      state: isUnsent ? 'now' : hasOpen ? 'done' : 'next',
      children: <MarkStep {...given} />,
    },
    {
      id: 'answer',
      title: 'Take the answer',
      state: hasOpen && !isUnsent ? 'now' : 'next',
      children: <AnswerStep {...given} />,
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
    </>
  )
}

function DownloadStep({ activityId, title, report: { records } }: StepProps) {
  const queryClient = useQueryClient()
  function lookAgain() {
    for (const ms of looksAfter)
      setTimeout(() => void queryClient.invalidateQueries({ queryKey: officeKey }), ms)
  }
  if (!records.some(({ state }) => state === 'ready'))
    return (
      <Text size="sm" c="gray.7">
        Nothing is ready to be sent.
      </Text>
    )
  return (
    <Group gap="sm" mt={4}>
      <Download label="Activity (JSON)" href={recordHref(activityId)} of={title} onDownload={lookAgain} />
    </Group>
  )
}

const MarkStep = ({ activityId, report: { lastFile }, busy, act }: StepProps) => (
  <Group gap="sm" mt={4}>
    <Button
      size="compact-md"
      disabled={!lastFile || lastFile.unsent === 0}
      {...busyButton(busy)}
      onClick={() => lastFile && void act(() => markSent(activityId, lastFile.madeAt), 'Marked as sent.')}
    >
      Mark as sent
    </Button>
    {lastFile && (
      <Text size="sm" c="gray.7" className="figures">
        Last file: {dayAndTime(lastFile.madeAt)}
      </Text>
    )}
  </Group>
)

function AnswerStep({ activityId, report, busy, act }: StepProps) {
  const [rejecting, setRejecting] = useState(false)
  const [number, setNumber] = useState('')
  const keys = openIn(report).map(({ key }) => key)
  const accept = () => answerRecords(activityId, { keys, rejected: null, number: number.trim() || null })
  return (
    <Group gap="sm" mt={4} align="end">
      {keys.length === 1 && (
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
        disabled={keys.length === 0}
        {...busyButton(busy)}
        onClick={() => void act(accept, 'Accepted by PARS.')}
      >
        Accepted
      </Button>
      <Button
        size="compact-md"
        variant="default"
        disabled={keys.length === 0}
        onClick={() => setRejecting(true)}
      >
        Rejected
      </Button>
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
    </Group>
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
