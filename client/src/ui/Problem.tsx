import { Button, Container, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { messageOf } from '../live/appError.ts'
import { PageHeading } from './PageHeading.tsx'

export const backToAgenda = <Link to="/">Back to the agenda</Link>

/** A whole page that says what happened and what to do. */
export function Problem({
  title,
  children,
  action,
}: {
  title: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <Container size="xs" py="xl" role="alert">
      <Stack gap="md" align="flex-start">
        <PageHeading>{title}</PageHeading>
        <Text component="div">{children}</Text>
        {action}
      </Stack>
    </Container>
  )
}

/** A request failed: the reason, and a button to try again. */
export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <Problem title="This page could not be loaded" action={<Button onClick={retry}>Try again</Button>}>
      {messageOf(error)}
    </Problem>
  )
}
