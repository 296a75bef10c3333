import type { Role } from '@lectern/shared/roles'
import {
  type Icon,
  IconBriefcase,
  IconBuildingStore,
  IconCalendarEvent,
  IconCertificate,
  IconMessages,
} from '@tabler/icons-react'
import { NavLink, useLocation } from 'react-router'

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
  { to: '/office', label: 'CE office', icon: IconBriefcase, isFor: (roles) => roles.includes('organiser') },
  { to: '/hall', label: 'Exhibit hall', icon: IconBuildingStore, isFor: isMore },
  {
    to: '/hall/manage',
    label: 'Booths',
    icon: IconBuildingStore,
    isFor: (roles) => roles.includes('organiser'),
  },
  { to: '/booth', label: 'My booth', icon: IconMessages, isFor: (roles) => roles.includes('exhibitor') },
]

/** A session, its evaluation and its test. */
const education = /^\/sessions\/|^\/credit\/[^/]+\/(evaluation|test)$/

/** In the education nothing leads to exhibitors (ACCME Standard 5.2). */
const isShownAt = (pathname: string, to: string): boolean =>
  !education.test(pathname) || !(to.startsWith('/hall') || to.startsWith('/booth'))

/** The pages of this person that the page at `pathname` may lead to. */
function usePlaces(roles: readonly Role[]): (Place & { isExact: boolean })[] {
  const { pathname } = useLocation()
  return places
    .filter(({ to, isFor }) => isFor(roles) && isShownAt(pathname, to))
    .map((place) => ({ ...place, isExact: place.to === '/' || pathname.startsWith(`${place.to}/manage`) }))
}

/** The pages of the conference that this person has, in the header. */
export const Navigation = ({ roles }: { roles: readonly Role[] }) => (
  <nav aria-label="Pages" className="places">
    {usePlaces(roles).map(({ to, label, isExact }) => (
      <NavLink key={to} to={to} end={isExact} className="place">
        {label}
      </NavLink>
    ))}
  </nav>
)

/** The same on a phone, at the lower edge. */
export const BottomBar = ({ roles }: { roles: readonly Role[] }) => (
  <nav aria-label="Pages" className="bottom-bar">
    {usePlaces(roles).map(({ to, label, icon: Sign, isExact }) => (
      <NavLink key={to} to={to} end={isExact} className="bottom-place">
        <Sign size={22} stroke={1.75} aria-hidden="true" />
        {label}
      </NavLink>
    ))}
  </nav>
)
