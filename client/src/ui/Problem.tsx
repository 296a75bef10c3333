import { Button, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { messageOf } from '../live/appError.ts'
import { Page } from './Page.tsx'
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
    <Page width="reading">
      <Stack gap="md" align="flex-start" role="alert">
        <PageHeading>{title}</PageHeading>
        <div>{children}</div>
        {action}
      </Stack>
    </Page>
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
