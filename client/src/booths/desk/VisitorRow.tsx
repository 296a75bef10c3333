import type { Visitor } from '@lectern/shared/booths'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { visitorWords } from '../boothWords.ts'
import type { Desk } from './deskClient.ts'

interface VisitorRowProps {
  desk: Desk
  visitor: Visitor
  unread?: number
  /** At the right of the name. */
  when?: ReactNode
  line?: ReactNode
  foot?: ReactNode
  action?: ReactNode
}

/** One visitor in a list of the inbox; a press opens them. */
export function VisitorRow({ desk, visitor, unread = 0, when, line, foot, action }: VisitorRowProps) {
  const isOpen = useStore(desk.store, ({ openChat }) => openChat === visitor.visitorId)
  return (
    <li data-open={isOpen || undefined} data-unread={unread > 0 || undefined}>
      <button
        type="button"
        className="inbox-row"
        aria-current={isOpen || undefined}
        onClick={() => desk.openChat(visitor.visitorId)}
      >
        <span className="inbox-name">
          <bdi>{visitorWords(visitor)}</bdi>
          {unread > 0 && <span className="inbox-unread figures">{unread} new</span>}
        </span>
        {when && <span className="inbox-when figures">{when}</span>}
        {line && <span className="inbox-line">{line}</span>}
        {foot && <span className="inbox-foot">{foot}</span>}
      </button>
      {action}
    </li>
  )
}
