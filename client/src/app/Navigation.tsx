import type { Role } from '@lectern/shared/roles'
import {
  type Icon,
  IconBriefcase,
  IconBuildingStore,
  IconCalendarEvent,
  IconCertificate,
  IconMessages,
} from '@tabler/icons-react'
import { Link, useLocation } from 'react-router'

interface Place {
  to: string
  label: string
  icon: Icon
  isFor: (roles: readonly Role[]) => boolean
}

const isMore = (roles: readonly Role[]) => roles.some((role) => role !== 'exhibitor')
/** Those that lead to exhibitors come last: where they are left out, the others stay in place. */
const places: Place[] = [
  { to: '/', label: 'Agenda', icon: IconCalendarEvent, isFor: () => true },
  { to: '/credit', label: 'My credit', icon: IconCertificate, isFor: isMore },
  {
    to: '/office',
    label: 'CE office',
    icon: IconBriefcase,
    isFor: (roles) => roles.includes('organiser'),
  },
  { to: '/hall', label: 'Exhibit hall', icon: IconBuildingStore, isFor: isMore },
  { to: '/booth', label: 'My booth', icon: IconMessages, isFor: (roles) => roles.includes('exhibitor') },
]

/** A session, its evaluation and its test. */
const education = /^\/sessions\/|^\/credit\/[^/]+\/(evaluation|test)$/

/** In the education nothing leads to exhibitors (ACCME Standard 5.2). */
const isShownAt = (pathname: string, to: string): boolean =>
  !education.test(pathname) || !(to.startsWith('/hall') || to.startsWith('/booth'))

const isBelow = (pathname: string, to: string): boolean =>
  `${pathname}/`.startsWith(to === '/' ? '//' : `${to}/`)

/** The pages of this person that the page at `pathname` may lead to. */
function usePlaces(roles: readonly Role[]): (Place & { isCurrent: boolean })[] {
  const { pathname } = useLocation()
  const shown = places.filter(({ to, isFor }) => isFor(roles) && isShownAt(pathname, to))
  const current = shown.find(({ to }) => isBelow(pathname, to))
  return shown.map((place) => ({ ...place, isCurrent: place === current }))
}

const currentPage = (isCurrent: boolean) => (isCurrent ? ({ 'aria-current': 'page' } as const) : {})

/** The pages of the conference that this person has, in the header. */
export const Navigation = ({ roles }: { roles: readonly Role[] }) => (
  <nav aria-label="Pages" className="places">
    {usePlaces(roles).map(({ to, label, isCurrent }) => (
      <Link key={to} to={to} className="place" {...currentPage(isCurrent)}>
        {label}
      </Link>
    ))}
  </nav>
)

/** The same on a phone, at the lower edge. */
export const BottomBar = ({ roles }: { roles: readonly Role[] }) => (
  <nav aria-label="Pages" className="bottom-bar">
    {usePlaces(roles).map(({ to, label, icon: Sign, isCurrent }) => (
      <Link key={to} to={to} className="bottom-place" {...currentPage(isCurrent)}>
        <Sign size={22} stroke={1.75} aria-hidden="true" />
        {label}
      </Link>
    ))}
  </nav>
)
