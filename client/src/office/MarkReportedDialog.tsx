import type { Register, RegisterStatus } from '@lectern/shared/creditRegisters'
import { Stack, Text } from '@mantine/core'
import { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { registerNames } from '../words/credit.ts'
import { momentOf } from '../words/times.ts'
import { markReported, officeKey } from './officeApi.ts'
import { records } from './registerWords.ts'

interface MarkReportedDialogProps {
  activityId: string
  register: Register
  /** The file that was uploaded. */
  file: NonNullable<RegisterStatus['lastFile']>
  /** With how many records were marked; undefined if it was cancelled. */
  onClose: (marked?: number) => void
}

/** The officer's word that the register accepted the file. */
export function MarkReportedDialog({ activityId, register, file, onClose }: MarkReportedDialogProps) {
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const name = registerNames[register]
  async function confirm() {
    let marked = 0
    const isDone = await run(async () => {
      marked = (await markReported(activityId, register, file.madeAt)).marked
    })
    if (isDone) onClose(marked)
  }
  return (
    <Dialog opened onClose={() => onClose()} title={`Reported to ${name}`}>
      <Stack gap="md" className="office">
        <Text className="figures">
          Did {name} accept the file from {momentOf(file.madeAt)}? {records(file.unreported)} will be marked
          as reported under your name. What {name} answers about single records is recorded in the next step.
        </Text>
        <Refusal refusal={refusal} kept="Nothing was marked." />
        <DialogButtons
          isCancelFirst
          onCancel={() => onClose()}
          confirm="Mark as reported"
          busy={busy}
          onConfirm={() => void confirm()}
        />
      </Stack>
    </Dialog>
  )
}
