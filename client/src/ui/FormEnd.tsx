import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { busyButton } from './busyButton.ts'
import { Refusal, type RefusalProps } from './Refusal.tsx'

export interface FormEndProps extends Pick<RefusalProps, 'refusal' | 'kept'> {
  busy: boolean
  /** The words of the button that sends the form. */
  submit: string
  /** With it, a button closes the form without sending it. */
  onCancel?: () => void
  /** Beside the buttons, e.g. that it was saved. */
  children?: ReactNode
}

/** The end of a form: why it was refused, and its buttons. */
export const FormEnd = ({ busy, refusal, kept, submit, onCancel, children }: FormEndProps) => (
  <>
    <Refusal refusal={refusal} kept={kept} />
    <Group gap="sm">
      <Button type="submit" {...busyButton(busy)}>
        {submit}
      </Button>
      {onCancel && (
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      )}
      {children}
    </Group>
  </>
)
