import './health.css'
import { Button, Stack, Text } from '@mantine/core'
import { IconActivity, IconSpeakerphone } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Empty } from '../ui/Empty.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Announce } from './Announce.tsx'
import { AnnouncementList } from './AnnouncementList.tsx'
import { healthQuery } from './healthApi.ts'
import { summaryOf } from './healthWords.ts'
import { Platform } from './Platform.tsx'
import { SessionHealthOf } from './SessionHealthOf.tsx'

/** How the conference runs now, and who needs help. */
export default function HealthPage() {
  const health = useQuery(healthQuery)
  const [isAnnouncing, setAnnouncing] = useState(false)
  return (
    <Loaded query={health} label="Loading the health of the conference">
      {(data) => (
        <Page width="tool">
          <Stack gap="lg" className="health">
            <PageHead
              title="Live"
              lead={<span className="figures">{summaryOf(data)}</span>}
              actions={
                <Button
                  leftSection={<IconSpeakerphone size={16} stroke={1.75} aria-hidden="true" />}
                  onClick={() => setAnnouncing(true)}
                >
                  Announce
                </Button>
              }
            />
            {health.isError && (
              <Text role="alert" size="sm" c="red">
                The figures could not be loaded again. They are of a moment ago.
              </Text>
            )}
            <AnnouncementList />
            {data.sessions.length === 0 && (
              <Empty icon={IconActivity} title="Nothing runs">
                Sessions appear here once their moderator starts them, and stay for a day.
              </Empty>
            )}
            {data.sessions.map((session) => (
              <SessionHealthOf key={session.sessionId} health={session} />
            ))}
            <Platform health={data} />
          </Stack>
          {isAnnouncing && <Announce sessions={data.sessions} onClose={() => setAnnouncing(false)} />}
        </Page>
      )}
    </Loaded>
  )
}
