import type { RegisterStatus } from '@lectern/shared/creditRegisters'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { plural } from '../words/counts.ts'
import { momentOf } from '../words/times.ts'
import { Download } from './Download.tsx'
import { fileHref, markReported, missingHref, officeKey } from './officeApi.ts'
import { fileWords, records, registerNames, unreportedWords } from './registerWords.ts'

/** A download tells nobody when it is done: the page looks at these times (ms) whether the file was made. */
const looksAfter = [1000, 4000, 15_000]

interface RegisterReportProps {
  activityId: string
  title: string
  status: RegisterStatus
}

/** One register: its file, who is missing in it, and that it was uploaded. */
export function RegisterReport({ activityId, title, status }: RegisterReportProps) {
  const { register, lastFile } = status
  const [confirming, setConfirming] = useState(false)
  const [said, setSaid] = useState('')
  const { busy, refusal, run, clear } = useCommand({ changes: officeKey })
  const queryClient = useQueryClient()
  const words = useId()
  const name = registerNames[register]
  const unreported = lastFile?.unreported ?? 0

  function lookAgain() {
    for (const ms of looksAfter)
      setTimeout(() => void queryClient.invalidateQueries({ queryKey: officeKey }), ms)
  }
  function close() {
    clear()
    setConfirming(false)
  }
  async function confirm(madeAt: number) {
    let marked = 0
    const isDone = await run(async () => {
      marked = (await markReported(activityId, register, madeAt)).marked
    })
    if (!isDone) return
    setConfirming(false)
    setSaid(`${records(marked)} marked as reported to ${name}.`)
  }

  return (
    <Stack gap={4} role="group" aria-label={`${name}: ${title}`}>
      <Group gap="sm">
        <Download
          label={`${name} (${register === 'pars' ? 'JSON' : 'CSV'})`}
          href={fileHref(activityId, register)}
          of={title}
          onDownload={lookAgain}
        />
        <Download label={`${name}: missing (CSV)`} href={missingHref(activityId, register)} of={title} />
        <Button
          size="compact-sm"
          disabled={unreported === 0}
          aria-describedby={words}
          onClick={() => {
            setSaid('')
            setConfirming(true)
          }}
        >
          They are reported
        </Button>
      </Group>
      <Text size="sm" className="figures" id={words}>
        {unreportedWords(status)} {fileWords(status)}
      </Text>
      <Text size="sm" role="status">
        {said}
      </Text>
      {confirming && lastFile && (
        <Dialog opened onClose={close} title={`Reported to ${name}`}>
          <Stack gap="md" className="office">
            <Text className="figures">
              You say that the file of {momentOf(lastFile.madeAt)} was uploaded to {name} and accepted there.{' '}
              {records(unreported)} of it {plural(unreported, 'is', 'are')} marked as reported, and no warning
              follows for {plural(unreported, 'it', 'them')}. The ledger keeps who said so.
            </Text>
            <Refusal refusal={refusal} kept="Nothing was marked." />
            <DialogButtons
              isCancelFirst
              onCancel={close}
              confirm="They are reported"
              busy={busy}
              onConfirm={() => void confirm(lastFile.madeAt)}
            />
          </Stack>
        </Dialog>
      )}
    </Stack>
  )
}
