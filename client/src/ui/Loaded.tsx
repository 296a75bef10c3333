import { AppError } from '@lectern/shared/errors'
import { Skeleton, Stack } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Page } from './Page.tsx'
import { backToAgenda, Failed, Problem } from './Problem.tsx'

/** A page being loaded. `label`: what is loaded, for a screen reader. */
export function PageSkeleton({ label }: { label: string }) {
  return (
    <Page>
      <Stack role="status" aria-label={label}>
        <Skeleton h={34} w="40%" />
        <Skeleton h={180} />
        <Skeleton h={180} />
      </Stack>
    </Page>
  )
}

interface LoadedProps<Data> {
  query: UseQueryResult<Data, Error>
  /** What is being loaded, for a screen reader. */
  label: string
  /** Shown if it does not exist. */
  missing?: string
  /** False while the data is known to be outdated. */
  isReady?: boolean
  children: (data: Data) => ReactNode
}

/** A page about one thing: shows its children once loaded, until then the obstacle. */
export function Loaded<Data>({ query, label, missing, isReady = true, children }: LoadedProps<Data>) {
  const { data, error } = query
  if (data !== undefined && isReady) return children(data)
  if (error instanceof AppError && error.code === 'forbidden')
    return (
      <Problem title="This page is not for your role" action={backToAgenda}>
        If it should be yours, ask the organiser of the conference.
      </Problem>
    )
  if (missing && error instanceof AppError && error.code === 'not_found')
    return (
      <Problem title={missing} action={backToAgenda}>
        The address may be incomplete, or it was taken off the programme.
      </Problem>
    )
  if (error) return <Failed error={error} retry={() => void query.refetch()} />
  return <PageSkeleton label={label} />
}
