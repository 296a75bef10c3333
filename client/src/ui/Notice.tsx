import { Alert, type AlertProps, Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'

interface NoticeProps extends Omit<AlertProps, 'icon' | 'color'> {
  /** Amber if it needs the person, red for harm, grey for information. */
  color?: 'amber' | 'red' | 'gray'
  /** The button that does something about it. */
  action?: ReactNode
}

/** A message within a page. Screen readers announce it at once, unless its role is `status`. */
export function Notice({ color = 'amber', action, children, ...rest }: NoticeProps) {
  return (
    <Alert color={color} p="sm" {...rest}>
      <Group gap="sm">
        <Text component="div" size="sm" miw={0} maw="100%">
          {children}
        </Text>
        {action}
      </Group>
    </Alert>
  )
}

interface LoadFailedProps {
  title?: string
  message: ReactNode
  retry: () => void
}

/** A part of a page could not be loaded: the reason, and a button to try again. */
export const LoadFailed = ({ title, message, retry }: LoadFailedProps) => (
  <Notice
    color="gray"
    title={title}
    action={
      <Button variant="default" size="compact-md" onClick={retry}>
        Try again
      </Button>
    }
  >
    {message}
  </Notice>
)
