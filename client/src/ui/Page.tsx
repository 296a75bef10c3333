import './page.css'
import type { ReactNode } from 'react'
import { PageHeading } from './PageHeading.tsx'

interface PageProps {
  /** 720 px for reading, 1120 px for lists and cards, the whole window for tools, in a smaller type. */
  width?: 'reading' | 'page' | 'tool'
  children: ReactNode
}

/** The one container of a page's content. */
export const Page = ({ width = 'page', children }: PageProps) => (
  <div className="page" data-width={width}>
    {children}
  </div>
)

interface PageHeadProps {
  title: string
  /** Title in the tab, instead of the heading's words. */
  tabTitle?: string
  /** Above the title: where in the conference this is. */
  over?: ReactNode
  /** A sentence below the title. */
  lead?: ReactNode
  /** Buttons at the right, below the title on a phone. */
  actions?: ReactNode
}

/** The top of a page: its heading, a sentence, and what can be done with the whole of it. */
export const PageHead = ({ title, tabTitle, over, lead, actions }: PageHeadProps) => (
  <div className="page-head">
    <div className="page-head-words">
      {over && <div className="page-over">{over}</div>}
      <PageHeading title={tabTitle}>{title}</PageHeading>
      {lead && <div className="page-lead">{lead}</div>}
    </div>
    {actions && <div className="page-actions">{actions}</div>}
  </div>
)
