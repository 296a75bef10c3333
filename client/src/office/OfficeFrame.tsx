import './officeFrame.css'
import { type Icon, IconArrowLeft } from '@tabler/icons-react'
import { type ComponentType, useEffect, useRef } from 'react'
import { Link, matchPath, Outlet, useLocation } from 'react-router'
import { useMe } from '../live/me.ts'

export interface OfficeTab {
  to: string
  label: string
  icon: Icon
  /** Whose tab it is; the office also has every tab of organisers. */
  who: 'organiser' | 'office'
  /** Its pages, by the path of their route: also those that belong to it without being a tab. */
  pages: Readonly<Record<string, ComponentType>>
}

interface OfficeFrameProps {
  tabs: readonly OfficeTab[]
  /** What the tabs are of, for assistive technology. */
  label: string
  /** Where the office leaves these tabs for the ones above. */
  up?: { to: string; label: string }
}

const isAt = ({ pages }: OfficeTab, pathname: string): boolean =>
  Object.keys(pages).some((path) => matchPath(path, pathname) !== null)

/**
 * Pages with their tabs: a column, on a phone a row that scrolls. People without a tab here see the page
 * alone.
 */
export default function OfficeFrame({ tabs, label, up }: OfficeFrameProps) {
  const { pathname } = useLocation()
  const roles: readonly string[] = useMe().data?.person.roles ?? []
  const row = useRef<HTMLElement>(null)
  const current = tabs.find((tab) => isAt(tab, pathname))
  // On a phone the current tab may be out of sight.
  useEffect(() => {
    const link = current && row.current?.querySelector<HTMLElement>(`[href$="${current.to}"]`)
    if (row.current && link) row.current.scrollLeft = link.offsetLeft - 24
  }, [current])
  const shown = tabs.filter(({ who }) => roles.includes(who))
  if (shown.length === 0) return <Outlet />
  return (
    <div className="office-frame">
      <nav ref={row} className="office-places" aria-label={label}>
        {up && roles.includes('office') && (
          <Link to={up.to} className="office-place office-up">
            <IconArrowLeft size={16} stroke={1.75} aria-hidden="true" />
            {up.label}
          </Link>
        )}
        {shown.map((tab) => (
          <Link
            key={tab.to}
            to={tab.to}
            className="office-place"
            {...(tab === current && { 'aria-current': 'page' as const })}
          >
            <tab.icon size={16} stroke={1.75} aria-hidden="true" />
            {tab.label}
          </Link>
        ))}
      </nav>
      <div className="office-page">
        <Outlet />
      </div>
    </div>
  )
}
