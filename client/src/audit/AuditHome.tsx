import { Anchor } from '@mantine/core'
import { IconFileSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Empty } from '../ui/Empty.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { dateOf } from '../words/times.ts'
import { ownAuditsQuery } from './auditApi.ts'

/** The activities whose records one may read. */
export function AuditHome() {
  const own = useQuery(ownAuditsQuery)
  return (
    <Loaded query={own} label="Loading your audits">
      {({ activities }) => (
        <Page width="reading">
          <PageHead
            title="Activities to audit"
            lead="You can read everything here and download it; nothing can be changed. What you open is recorded."
          />
          {activities.length === 0 ? (
            <Empty icon={IconFileSearch} title="Nothing to audit">
              Activities appear here once a CE office has given you access, and until that ends.
            </Empty>
          ) : (
            <ul className="audit-list">
              {activities.map(({ activityId, title, conference, until }) => (
                <li key={activityId}>
                  <Anchor component={Link} to={`/audit/${activityId}`} fw={500} dir="auto">
                    {title}
                  </Anchor>
                  <div className="audit-who">
                    <bdi>{conference}</bdi>
                    {until !== null && <> · until {dateOf(until)}</>}
                  </div>
                </li>
              ))}
            </ul>
          )}
        </Page>
      )}
    </Loaded>
  )
}
