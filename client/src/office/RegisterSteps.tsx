// What is done in the steps of reporting to a register.
import type { RegisterRecord, RegisterStatus } from '@lectern/shared/creditRegisters'
import { Button, Group, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Notice } from '../ui/Notice.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { registerNames } from '../words/credit.ts'
import { Download } from './Download.tsx'
import { answerRegister, fileHref, missingHref, officeKey } from './officeApi.ts'
import { fileWords, formats, outdatedWords, records as recordWords } from './registerWords.ts'

/** A download tells nobody when it is done: the page looks at these times (ms) whether the file was made. */
const looksAfter = [1000, 4000, 15_000]
/** Records that one request marks at most. */
const codesAtATime = 1000

interface StepProps {
  activityId: string
  status: RegisterStatus
  records: readonly RegisterRecord[]
}

interface DownloadStepProps extends StepProps {
  /** The activity's. */
  title: string
  /** The activity itself keeps no record back. */
  isPossible: boolean
}

export function DownloadStep({ activityId, status, title, isPossible }: DownloadStepProps) {
  const queryClient = useQueryClient()
  const { register } = status
  const name = registerNames[register]
  function lookAgain() {
    for (const ms of looksAfter)
      setTimeout(() => void queryClient.invalidateQueries({ queryKey: officeKey }), ms)
  }
  return (
    <>
      <Text size="sm" c="gray.7" className="figures">
        {fileWords(status)} People left out are listed under “Missing”.
      </Text>
      <Group gap="sm" mt={4}>
        {isPossible && (
          <Download
            label={`${name} (${formats[register]})`}
            href={fileHref(activityId, register)}
            of={title}
            onDownload={lookAgain}
          />
        )}
        <Download label="Missing (CSV)" href={missingHref(activityId, register)} of={`${name}, ${title}`} />
      </Group>
    </>
  )
}

export const MarkStep = ({ status, onPress }: StepProps & { onPress: () => void }) => (
  <>
    {outdatedWords(status) !== '' && (
      <Notice role="status" title="Do not upload this file any more">
        {outdatedWords(status)}
      </Notice>
    )}
    <Group gap="sm" mt={4}>
      <Button
        size="compact-md"
        disabled={(status.lastFile?.unreported ?? 0) === 0}
        aria-label={`Mark as reported to ${registerNames[status.register]}`}
        onClick={onPress}
      >
        Mark as reported
      </Button>
    </Group>
  </>
)

interface AnswerStepProps extends StepProps {
  /** With words for what was marked. */
  onAccepted: (words: string) => void
  onRejected: () => void
}

export function AnswerStep({ activityId, status, records, onAccepted, onRejected }: AnswerStepProps) {
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const { register } = status
  const sent = records.filter(({ state }) => state === 'sent')
  // A register may reject later what was marked as accepted, accept what it rejected, and answer late, about a
  // record that no longer stands.
  const mayBeRead =
    status.lastFile !== null || records.some(({ state }) => state === 'sent' || state === 'accepted')
  const byHand = records.filter(({ isByHand }) => isByHand)
  const accept = (those: readonly RegisterRecord[], words: string) =>
    run(async () => {
      const codes = those.map(({ code }) => code)
      for (let at = 0; at < codes.length; at += codesAtATime)
        await answerRegister(activityId, register, {
          codes: codes.slice(at, at + codesAtATime),
          rejected: null,
        })
      onAccepted(`${recordWords(codes.length)} ${words} ${registerNames[register]}.`)
    })
  return (
    <>
      <Group gap="sm" mt={4}>
        <Button size="compact-md" variant="default" disabled={!mayBeRead} onClick={onRejected}>
          Some were rejected
        </Button>
        <Button
          size="compact-md"
          variant="default"
          disabled={sent.length === 0}
          onClick={() => void accept(sent, 'accepted by')}
          {...busyButton(busy)}
        >
          {sent.length === 0 ? 'All accepted' : `${recordWords(sent.length)} accepted`}
        </Button>
        {byHand.length > 0 && (
          <Button
            size="compact-md"
            variant="default"
            onClick={() => void accept(byHand, 'deleted by hand at')}
            {...busyButton(busy)}
          >
            {`${recordWords(byHand.length)} deleted there by hand`}
          </Button>
        )}
      </Group>
      <Refusal refusal={refusal} kept="Nothing more was marked." />
    </>
  )
}
