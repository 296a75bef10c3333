import { Stack, Text, Textarea } from '@mantine/core'
import type { ReactNode } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { officeKey } from './officeApi.ts'
import { reasonProblems } from './reasons.ts'

interface ReasonDialogProps {
  title: string
  /** What it is about. */
  children: ReactNode
  description: string
  confirm: string
  isHarm?: boolean
  /** Sends it; what was written stays here if it is refused. */
  onConfirm: (reason: string) => Promise<unknown>
  onClose: (done: boolean) => void
}

/** A decision that must be explained. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, children, description, confirm, isHarm, onConfirm, onClose } = props
  const { form, onSubmit } = useContractForm({ initialValues: { reason: '' }, problemsOf: reasonProblems })
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  async function submit({ reason }: { reason: string }) {
    if (await run(() => onConfirm(reason.trim()))) onClose(true)
  }
  return (
    <Dialog opened onClose={() => onClose(false)} title={title}>
      <form className="office" {...onSubmit(submit)}>
        <Stack gap="md">
          <Text component="div">{children}</Text>
          <Textarea
            label="Reason"
            description={description}
            autosize
            minRows={3}
            data-autofocus
            {...form.getInputProps('reason')}
            errorProps={{ role: 'alert' }}
          />
          <Refusal refusal={refusal} kept="Your text is kept." />
          <DialogButtons
            onCancel={() => onClose(false)}
            confirm={confirm}
            busy={busy}
            {...(isHarm && { color: 'red' as const })}
          />
        </Stack>
      </form>
    </Dialog>
  )
}
