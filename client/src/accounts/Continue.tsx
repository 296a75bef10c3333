// Where a personal link leads: it says whose it is, and one press signs in. Opening it alone does nothing.
import type { LinkOwner } from '@lectern/shared/accounts'
import { AppError } from '@lectern/shared/errors'
import { Button, Container, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { messageOf } from '../live/appError.ts'
import { request } from '../live/http.ts'
import { Loading } from '../ui/Loading.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { Failed, Problem } from '../ui/Problem.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { signInProblems } from './SignIn.tsx'
import { safePath } from './safePath.ts'

/** Leaves this page for good: the link does not stay in the browser's history of the tab. */
const leaveFor = (path: string): void => location.replace(path)

export default function Continue({ onSignedIn = leaveFor }: { onSignedIn?: (path: string) => void }) {
  const { token = '' } = useParams()
  const [parameters] = useSearchParams()
  const owner = useQuery({
    queryKey: ['link', token],
    queryFn: () => request('accounts.linkOwner', { body: { token } }),
    retry: (count, error) => count < 3 && error instanceof AppError && error.code === 'no_answer',
    gcTime: 0,
  })
  if (owner.isPending) return <Loading />
  const problem = owner.error instanceof AppError ? signInProblems[owner.error.code] : undefined
  if (problem) return <Problem title={problem.title}>{problem.text}</Problem>
  if (owner.isError) return <Failed error={owner.error} retry={() => void owner.refetch()} />
  return (
    <ContinueAs
      owner={owner.data}
      onPress={async () => {
        await request('accounts.signIn', { body: { token } })
        onSignedIn(safePath(parameters.get('next')))
      }}
    />
  )
}

function ContinueAs({ owner, onPress }: { owner: LinkOwner; onPress: () => Promise<void> }) {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState('')
  const press = async () => {
    setBusy(true)
    setRefusal('')
    try {
      await onPress()
    } catch (error) {
      setRefusal(messageOf(error))
      setBusy(false)
    }
  }
  return (
    <Container size="xs" py="xl">
      <Stack gap="md" align="flex-start">
        <PageHeading>Welcome to Lectern</PageHeading>
        <Text>
          This is the personal link of <bdi>{owner.name}</bdi>. Continue only if that is you: what you do here
          is done in this name, and credit is earned in it.
        </Text>
        {owner.signedInAs !== null && (
          <Text role="note" fw={600}>
            You are signed in as <bdi>{owner.signedInAs}</bdi>; continuing signs them out here.
          </Text>
        )}
        <Button size="md" loading={busy} onClick={() => void press()}>
          Continue as&nbsp;<bdi>{owner.name}</bdi>
        </Button>
        <Refusal refusal={refusal} />
      </Stack>
    </Container>
  )
}
