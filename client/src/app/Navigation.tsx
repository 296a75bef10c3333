import type { Role } from '@lectern/shared/roles'
import { Anchor } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { NavLink, useLocation } from 'react-router'

interface Place {
  to: string
  label: string
  isFor: (roles: readonly Role[]) => boolean
}

const places: Place[] = [
  { to: '/', label: 'Agenda', isFor: () => true },
  { to: '/credit', label: 'My credit', isFor: (roles) => roles.some((role) => role !== 'exhibitor') },
  { to: '/hall', label: 'Exhibit hall', isFor: (roles) => roles.some((role) => role !== 'exhibitor') },
  { to: '/booth', label: 'My booth', isFor: (roles) => roles.includes('exhibitor') },
  { to: '/office', label: 'CE office', isFor: (roles) => roles.includes('organiser') },
  { to: '/hall/manage', label: 'Booths', isFor: (roles) => roles.includes('organiser') },
]

/** What stays in sight before the page one is on, in px. */
const edge = 48

/** A session, its evaluation and its test. */
const education = /^\/sessions\/|^\/credit\/[^/]+\/(evaluation|test)$/

/** In the education nothing leads to exhibitors (ACCME Standard 5.2). */
const isShownAt = (pathname: string, to: string): boolean =>
  !education.test(pathname) || !(to.startsWith('/hall') || to.startsWith('/booth'))

/** The pages of the conference that this person has: one row, which scrolls where it does not fit. */
export function Navigation({ roles }: { roles: readonly Role[] }) {
  const { pathname } = useLocation()
  const row = useRef<HTMLElement>(null)
  // The page that was come to may not be in sight.
  useEffect(() => {
    const current = row.current?.querySelector<HTMLElement>('[aria-current]')
    if (row.current && current) row.current.scrollLeft = current.offsetLeft - edge
  }, [pathname])
  return (
    <nav ref={row} aria-label="Pages" className="places">
      {places
        .filter(({ to, isFor }) => isFor(roles) && isShownAt(pathname, to))
        .map(({ to, label }) => (
          <Anchor
            key={to}
            component={NavLink}
            to={to}
            end={to === '/' || pathname.startsWith(`${to}/manage`)}
            size="sm"
            className="place"
          >
            {label}
          </Anchor>
        ))}
    </nav>
  )
}
