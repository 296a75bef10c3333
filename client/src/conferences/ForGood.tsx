import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Refusal } from '../ui/Refusal.tsx'

export interface ForGoodProps {
  title: string
  /** What the button does, e.g. "Delete conference". */
  confirm: string
  command: Pick<ReturnType<typeof useCommand>, 'busy' | 'refusal'>
  onConfirm: () => void
  onClose: () => void
  /** What is deleted. */
  children: ReactNode
}

/** Asks before something is deleted that nobody can bring back. */
export const ForGood = ({ title, confirm, command, onConfirm, onClose, children }: ForGoodProps) => (
  <Dialog opened onClose={onClose} title={title}>
    <Stack gap="md">
      {children}
      <Refusal refusal={command.refusal} />
      <DialogButtons
        cancel="Keep it"
        onCancel={onClose}
        confirm={confirm}
        color="red"
        busy={command.busy}
        onConfirm={onConfirm}
        isCancelFirst
      />
    </Stack>
  </Dialog>
)
