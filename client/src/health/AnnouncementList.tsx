import { Button, Group, Text } from '@mantine/core'
import { useCommand } from '../live/useCommand.ts'
import { PlainList } from '../ui/PlainList.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { Section } from '../ui/Section.tsx'
import { timeOf } from '../words/times.ts'
import { announcementsKey } from './healthApi.ts'
import { useAnnouncements } from './useAnnouncements.ts'

/** The announcements on people's pages now, each of which can be ended. */
export function AnnouncementList() {
  const all = useAnnouncements()
  const { busy, refusal, send } = useCommand({ changes: announcementsKey })
  if (all.length === 0) return null
  return (
    <Section id="announcements" title="Announced now" count={all.length}>
      <PlainList>
        {all.map(({ announcementId, text, to, until }) => (
          <Group key={announcementId} component="li" justify="space-between" gap="xs">
            <Text>
              <bdi>{text}</bdi>{' '}
              <Text component="span" size="sm" c="gray.7">
                to {to ? <bdi>{to}</bdi> : 'everybody'}, until {timeOf(until)}
              </Text>
            </Text>
            <Button
              variant="default"
              size="compact-sm"
              disabled={busy}
              aria-label={`End the announcement: ${text}`}
              onClick={() => void send('health.withdraw', { announcementId })}
            >
              End
            </Button>
          </Group>
        ))}
      </PlainList>
      <Refusal refusal={refusal} />
    </Section>
  )
}
