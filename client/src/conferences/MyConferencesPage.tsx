import './conferences.css'
import { conferencePath } from '@lectern/shared/addresses'
import type { OwnConference } from '@lectern/shared/conferences'
import { IconCalendarEvent } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNow } from '../live/useConnection.ts'
import { Chip } from '../ui/Chip.tsx'
import { Empty } from '../ui/Empty.tsx'
import { CompanyLogo } from '../ui/Face.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { ownConferencesQuery } from './conferencesApi.ts'
import { daysWords, stateOf } from './conferenceWords.ts'

/** The conferences at which one has a place, each of which opens. */
export default function MyConferencesPage() {
  const own = useQuery(ownConferencesQuery)
  const now = useNow(60_000)
  return (
    <Loaded query={own} label="Loading your conferences">
      {({ conferences }) => (
        <Page width="reading">
          <PageHead title="Your conferences" />
          {conferences.length === 0 ? (
            <Empty icon={IconCalendarEvent} title="No conferences">
              Conferences appear here once their organiser has added you.
            </Empty>
          ) : (
            <ul className="conference-list">
              {conferences.map((conference) => (
                <li key={conference.id}>
                  <ConferenceCard conference={conference} now={now} />
                </li>
              ))}
            </ul>
          )}
        </Page>
      )}
    </Loaded>
  )
}

function ConferenceCard({ conference, now }: { conference: OwnConference; now: number }) {
  const { id, title, logo } = conference
  const { words, tone } = stateOf(conference, now)
  return (
    // Opened as a whole: it has other data and another connection.
    <a href={conferencePath(id)} className="conference-card">
      <CompanyLogo name={title} src={logo} size={48} />
      <span>
        <span className="conference-title" dir="auto">
          {title}
        </span>
        <br />
        <span className="conference-dates figures">{daysWords(conference)}</span>
      </span>
      <Chip tone={tone}>{words}</Chip>
    </a>
  )
}
