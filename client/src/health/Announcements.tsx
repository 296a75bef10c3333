import './announcements.css'
import type { Announcement } from '@lectern/shared/health'
import { CloseButton } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'react-router'
import { useAnnouncements } from './useAnnouncements.ts'

/** The session whose page it is, if any. */
const sessionAt = (pathname: string): string | undefined => pathname.match(/^\/sessions\/([^/]+)/)?.[1]

const isShownAt = ({ sessionIds }: Pick<Announcement, 'sessionIds'>, pathname: string): boolean => {
  const sessionId = sessionAt(pathname)
  return sessionIds === null || (sessionId !== undefined && sessionIds.includes(sessionId))
}

/** What the organisers announce, above the page it concerns, until it is closed or over. */
export default function Announcements() {
  const all = useAnnouncements()
  const { pathname } = useLocation()
  const [closed, setClosed] = useState<readonly string[]>([])
  const shown = all.filter((each) => isShownAt(each, pathname) && !closed.includes(each.announcementId))
  return (
    <div aria-live="polite" role="status">
      {shown.map(({ announcementId, text }) => (
        <div key={announcementId} className="announcement">
          <span dir="auto">{text}</span>
          <CloseButton
            size="sm"
            aria-label={`Close the announcement: ${text}`}
            onClick={() => setClosed([...closed, announcementId])}
          />
        </div>
      ))}
    </div>
  )
}
