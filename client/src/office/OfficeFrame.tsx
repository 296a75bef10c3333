import './officeFrame.css'
import {
  IconBooks,
  IconBuildingStore,
  IconLayoutDashboard,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { useEffect, useRef } from 'react'
import { Link, Outlet, useLocation } from 'react-router'

interface Place {
  to: string
  label: string
  Icon: ComponentType<{ size: number; stroke: number; 'aria-hidden': 'true' }>
}

const overview: Place = { to: '/office', label: 'Overview', Icon: IconLayoutDashboard }
const places: Place[] = [
  overview,
  { to: '/office/people', label: 'People', Icon: IconUsers },
  { to: '/hall/manage', label: 'Booths', Icon: IconBuildingStore },
  { to: '/office/ledger', label: 'Ledger', Icon: IconBooks },
  { to: '/office/settings', label: 'Settings', Icon: IconSettings },
]

/** An activity's page belongs to the overview that leads to it. */
const placeAt = (pathname: string): Place =>
  places.find(({ to }) => to !== overview.to && `${pathname}/`.startsWith(`${to}/`)) ?? overview

/** The organisers' pages with their navigation: a column, on a phone a row that scrolls. */
export default function OfficeFrame() {
  const { pathname } = useLocation()
  const row = useRef<HTMLElement>(null)
  const current = placeAt(pathname)
  // On a phone the current place may be out of sight.
  useEffect(() => {
    const link = row.current?.querySelector<HTMLElement>(`[href="${current.to}"]`)
    if (row.current && link) row.current.scrollLeft = link.offsetLeft - 24
  }, [current])
  return (
    <div className="office-frame">
      <nav ref={row} className="office-places" aria-label="CE office">
        {places.map(({ to, label, Icon }) => (
          <Link
            key={to}
            to={to}
            className="office-place"
            {...(to === current.to && { 'aria-current': 'page' as const })}
          >
            <Icon size={16} stroke={1.75} aria-hidden="true" />
            {label}
          </Link>
        ))}
      </nav>
      <div className="office-page">
        <Outlet />
      </div>
    </div>
  )
}
