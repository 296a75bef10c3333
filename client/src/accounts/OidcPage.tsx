// Where the provider of accounts sends the browser back to, and where an account is linked to a person.
import { conferencePath } from '@lectern/shared/addresses'
import type { OidcStanding } from '@lectern/shared/oidc'
import { Button, Stack } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { appErrorOf } from '../live/appError.ts'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Loading } from '../ui/Loading.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { Welcome } from './Welcome.tsx'

/** Loads the page anew, as the person who is signed in now. */
const goOn = ({ conferenceId, path }: Extract<OidcStanding, { is: 'signed_in' }>): void =>
  location.assign(conferenceId === null ? '/' : `${conferencePath(conferenceId)}${path}`)

export default function OidcPage() {
  const { search } = useLocation()
  const [standing, setStanding] = useState<OidcStanding>()
  const [problem, setProblem] = useState('')
  const begun = useRef(false)
  useEffect(() => {
    // Once: the provider's answer is good for one sign-in.
    if (begun.current) return
    begun.current = true
    const query = search.slice(1)
    const asked = query ? request('oidc.finish', { body: { query } }) : request('oidc.pending')
    asked.then(
      (next) => (next.is === 'signed_in' ? goOn(next) : setStanding(next)),
      (error: unknown) => setProblem(appErrorOf(error).message),
    )
  }, [search])
  if (problem)
    return (
      <Welcome title="You are not signed in" role="alert">
        <p>{problem}</p>
        <Button component="a" href="/sign-in" variant="default">
          To the sign-in page
        </Button>
      </Welcome>
    )
  if (standing?.is !== 'pending') return <Loading />
  return (
    <Welcome title="Link your account?">
      <Pending standing={standing} />
    </Welcome>
  )
}

function Pending({ standing }: { standing: Extract<OidcStanding, { is: 'pending' }> }) {
  const { provider, email, name, byMail, conferenceId } = standing
  const [mailed, setMailed] = useState(false)
  const { busy, refusal, run } = useCommand()
  const forget = () =>
    run(async () => {
      await request('oidc.forget')
      location.assign(conferenceId === null ? '/sign-in' : `${conferencePath(conferenceId)}/sign-in`)
    })
  const cancel = (
    <Button variant="subtle" color="gray" onClick={() => void forget()} {...busyButton(busy)}>
      Do not link
    </Button>
  )
  if (name !== null)
    return (
      <Stack gap="sm">
        <p>
          You have an account here as <bdi>{name}</bdi>. Link it with <bdi>{provider}</bdi>? From then on,
          signing in with {provider} signs you in as {name}. Your personal links keep working.
        </p>
        <Button
          size="md"
          onClick={() => void run(async () => goOn(await request('oidc.link')))}
          {...busyButton(busy)}
        >
          Link and continue
        </Button>
        {cancel}
        <Refusal refusal={refusal} />
      </Stack>
    )
  return (
    <Stack gap="sm">
      <p>
        Somebody takes part here with the mail address <bdi>{email}</bdi>. If that is you, show it once: open
        your personal link in this browser. Then you are asked whether to link it with {provider}.
      </p>
      {byMail &&
        (mailed ? (
          <p role="status">A mail with your personal link is on its way. Open it in this browser.</p>
        ) : (
          <Button
            size="md"
            onClick={() => void run(() => request('oidc.mailProof')).then((done) => done && setMailed(true))}
            {...busyButton(busy)}
          >
            Email me my link
          </Button>
        ))}
      {cancel}
      <Refusal refusal={refusal} />
    </Stack>
  )
}
