// Where a personal link leads: it says whose it is, and one press signs in. Opening it alone does nothing.
import type { LinkOwner } from '@lectern/shared/accounts'
import { AppError } from '@lectern/shared/errors'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { messageOf } from '../live/appError.ts'
import { request } from '../live/http.ts'
import { Loading } from '../ui/Loading.tsx'
import { Failed } from '../ui/Problem.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { isSignInProblem, SignInProblem } from './SignIn.tsx'
import { safePath } from './safePath.ts'
import { Welcome } from './Welcome.tsx'

/** Whose link it is. */
export const linkQuery = (token: string) => ({
  queryKey: ['link', token],
  queryFn: () => request('accounts.linkOwner', { body: { token } }),
  retry: (count: number, error: unknown) =>
    count < 3 && error instanceof AppError && error.code === 'no_answer',
})

interface ContinueProps {
  /** Where the link leads after the press. */
  onShown?: (path: string) => void
  onSignedIn: (path: string) => void
}

export default function Continue({ onShown, onSignedIn }: ContinueProps) {
  const { token = '' } = useParams()
  const [parameters] = useSearchParams()
  const path = safePath(parameters.get('next'))
  useEffect(() => onShown?.(path), [onShown, path])
  const owner = useQuery({ ...linkQuery(token), gcTime: 0 })
  if (owner.isPending) return <Loading />
  if (owner.error instanceof AppError && isSignInProblem(owner.error.code))
    return <SignInProblem code={owner.error.code} />
  if (owner.isError)
    return (
      <main>
        <Failed error={owner.error} retry={() => void owner.refetch()} />
      </main>
    )
  return (
    <ContinueAs
      owner={owner.data}
      onPress={async () => {
        const { continueAt } = await request('accounts.signIn', { body: { token } })
        onSignedIn(continueAt ?? path)
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
    <Welcome title={`Welcome, ${owner.name}`}>
      <p>
        This is your personal link. Continue only if you are <bdi>{owner.name}</bdi>: what you do here is done
        in this name, and credit is earned in it.
      </p>
      {owner.signedInAs !== null && (
        <p role="note" className="needs-you">
          You are signed in as <bdi>{owner.signedInAs}</bdi>; continuing signs them out here.
        </p>
      )}
      <Button size="md" loading={busy} onClick={() => void press()}>
        Continue as&nbsp;<bdi>{owner.name}</bdi>
      </Button>
      <Refusal refusal={refusal} />
    </Welcome>
  )
}
