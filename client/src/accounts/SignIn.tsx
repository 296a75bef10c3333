import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { Organiser } from '../ui/Organiser.tsx'
import { MailMyLink, useSignInWays } from './MailMyLink.tsx'
import { SignInWith } from './SignInWith.tsx'
import { useIsEmpty, useWelcome, Welcome } from './Welcome.tsx'

interface SignInProblem {
  title: string
  /** `organiser`: whom to write to, within a sentence. */
  words: (organiser: ReactNode) => ReactNode
}

const problems: Record<string, SignInProblem> = {
  link_unknown: {
    title: 'We don’t recognise this link',
    words: (organiser) => (
      <>
        Check that you copied all of it: some email programs break long links in two. If it is complete, ask{' '}
        {organiser} for a new one.
      </>
    ),
  },
  link_expired: {
    title: 'This link has expired',
    words: (organiser) => <>Ask {organiser} for a new one – your credit is safe.</>,
  },
  link_revoked: {
    title: 'This link no longer works',
    words: (organiser) => (
      <>
        It was revoked, and everyone who had signed in with it is signed out. Ask {organiser} for a new one –
        your credit is safe.
      </>
    ),
  },
  sign_in_ended: {
    title: 'You were signed out here',
    words: () => (
      <>
        You did this on another device, or the organiser did. Open your personal link to sign in again – your
        credit is safe.
      </>
    ),
  },
  too_many_sign_ins: {
    title: 'You were signed out here',
    words: () => (
      <>
        You have signed in on many other devices since, and only the latest stay signed in. Open your personal
        link to sign in again.
      </>
    ),
  },
  rate_limited: {
    title: 'Too many attempts',
    words: () => <>Wait a minute, then open your link again.</>,
  },
  storage_unavailable: {
    title: 'You can’t sign in right now',
    words: () => (
      <>The server cannot reach its storage. Open your link again in a minute; your link stays valid.</>
    ),
  },
  internal: {
    title: 'Signing in did not work',
    words: (organiser) => (
      <>
        Something went wrong on the server, and it was logged. Open your link again. If it happens again, tell{' '}
        {organiser}.
      </>
    ),
  },
  signed_out: {
    title: 'You are signed out',
    words: () => <>Open your personal link to sign in again.</>,
  },
}
/** They went as they were asked to: nothing failed. */
const expected = new Set(['signed_out'])

export const isSignInProblem = (code: string): boolean => Object.hasOwn(problems, code)

/** Why a link or a sign-in does not work, and what to do. */
export function SignInProblem({ code }: { code: string }) {
  const { title, words } = problems[code]!
  const ways = useSignInWays()
  return (
    <Welcome title={title} role={expected.has(code) ? undefined : 'alert'}>
      <p>{words(<Organiser contact={useWelcome()?.contact} />)}</p>
      {ways?.provider && <SignInWith provider={ways.provider} />}
      {ways?.byMail && <MailMyLink />}
    </Welcome>
  )
}

export default function SignIn() {
  const [parameters] = useSearchParams()
  const code = parameters.get('problem') ?? ''
  const contact = useWelcome()?.contact
  const ways = useSignInWays()
  const isEmpty = useIsEmpty()
  if (isSignInProblem(code)) return <SignInProblem code={code} />
  if (isEmpty)
    return (
      <Welcome title="This installation is not set up yet">
        <p>
          When the server started, it printed a link that begins with <code>{location.origin}/setup/</code>.
          Open that link to name your first conference, and to sign in as its CE office. If somebody else runs
          the server, ask them for it.
        </p>
      </Welcome>
    )
  return (
    <Welcome title="Sign in with your personal link">
      <p>Use the personal link in your invitation email. You don’t need a password.</p>
      <ul className="welcome-steps">
        <li>Open your invitation email and click the link.</li>
        <li>The same link works on all your devices.</li>
      </ul>
      {ways?.provider && <SignInWith provider={ways.provider} />}
      {ways?.byMail && <MailMyLink />}
      <p className="welcome-help">
        Can’t find it? Check your spam folder or write to <Organiser contact={contact} />.
      </p>
    </Welcome>
  )
}
