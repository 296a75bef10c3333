import './header.css'
import type { Me } from '@lectern/shared/accounts'
import { lazy, Suspense } from 'react'
import { Link } from 'react-router'
import { Account } from '../accounts/Account.tsx'
import { here } from '../live/place.ts'
import { CompanyLogo } from '../ui/Face.tsx'
import { useHeaderKind } from '../ui/headerKind.ts'
import { Night } from '../ui/Night.tsx'
import { BottomBar, Navigation } from './Navigation.tsx'
import { useHidesItself } from './useHidesItself.ts'

/** Loaded when the account menu opens. */
const ConferenceChoices = lazy(() => import('../conferences/ConferenceChoices.tsx'))

/** The conference, its pages, and who is signed in. */
export function Header({ me, onSignOut }: { me: Me; onSignOut: () => void }) {
  const kind = useHeaderKind()
  const { isHidden, header } = useHidesItself(kind === 'room')
  const content = (
    <header ref={header} className="header" data-kind={kind} data-hidden={isHidden || undefined}>
      <Link to="/" className="header-brand" title={me.conference.title}>
        {me.conference.logo ? (
          <img src={here.requestAt(me.conference.logo)} alt="" className="header-logo" />
        ) : (
          <CompanyLogo name={me.conference.title} size={kind === 'page' ? 28 : 24} />
        )}
        <span className="header-title" dir="auto">
          {me.conference.title}
        </span>
      </Link>
      <Navigation roles={me.person.roles} />
      <Account person={me.person} picture={me.picture} onSignOut={onSignOut}>
        <Suspense>
          <ConferenceChoices />
        </Suspense>
      </Account>
    </header>
  )
  if (kind !== 'page') return <Night>{content}</Night>
  return (
    <>
      {content}
      <BottomBar roles={me.person.roles} />
    </>
  )
}

/** Below every page but tools and the room. */
export function Footer() {
  return useHeaderKind() === 'page' ? <footer className="footer">Lectern</footer> : null
}
