import './parts.css'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

interface EmptyProps {
  icon: Icon
  title: string
  /** What will appear here, and who makes it appear. */
  children?: ReactNode
  action?: ReactNode
}

/** In place of a list that has nothing yet. */
export const Empty = ({ icon: Sign, title, children, action }: EmptyProps) => (
  <div className="empty">
    <Sign size={32} stroke={1.5} aria-hidden="true" />
    <div className="empty-title">{title}</div>
    {children && <div className="empty-words">{children}</div>}
    {action}
  </div>
)
