import { Button, type ButtonProps, type ElementProps, Text } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import { type Ref, useId } from 'react'

interface ActionButtonProps extends ButtonProps, ElementProps<'button', keyof ButtonProps> {
  icon: Icon
  label: string
  /** What it does, below it. */
  hint?: string
  ref?: Ref<HTMLButtonElement>
}

/** One of the things to do in the contact card, over its whole width. */
export function ActionButton({ icon: Sign, label, hint, ...rest }: ActionButtonProps) {
  const hintId = useId()
  return (
    <div className="action">
      <Button
        variant="default"
        fullWidth
        justify="flex-start"
        leftSection={<Sign size={20} stroke={1.75} aria-hidden="true" />}
        aria-describedby={hint && hintId}
        {...rest}
      >
        {label}
      </Button>
      {hint && (
        <Text size="xs" c="gray.7" mt={4} id={hintId} className="action-hint">
          {hint}
        </Text>
      )}
    </div>
  )
}
