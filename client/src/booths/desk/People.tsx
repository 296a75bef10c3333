import { Button, Group, List, SimpleGrid, Text } from '@mantine/core'
import { useStore } from 'zustand'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { Section } from '../../ui/Section.tsx'
import { numberOf, staffStateWords, visitorWords } from '../boothWords.ts'
import type { Desk } from './deskClient.ts'

/** Who is here: visitors, as far as they have said who they are, and colleagues. */
export function DeskPeople({ desk }: { desk: Desk }) {
  const { present, staff, me, calls } = useStore(desk.store)
  const { busy, refusal, run } = useCommand()
  const hidden = present.count - present.newest.length
  const hasCall = (visitorId: string) => calls.some(({ visitor }) => visitor.visitorId === visitorId)
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
      <Section id="desk-here" title="Here now" count={present.count}>
        {present.newest.length === 0 && <Text size="sm">No visitors at the moment.</Text>}
        <ul className="desk-list">
          {present.newest.map((visitor) => (
            <li key={visitor.visitorId}>
              <Group justify="space-between" gap="sm">
                <Text size="sm">{visitorWords(visitor)}</Text>
                <Group gap="xs">
                  <Button
                    variant="default"
                    size="compact-sm"
                    onClick={() => desk.openChat(visitor.visitorId)}
                    aria-label={`Write to ${numberOf(visitor)}, who is here`}
                  >
                    Write
                  </Button>
                  {!hasCall(visitor.visitorId) && (
                    <Button
                      variant="default"
                      size="compact-sm"
                      onClick={() => void run(() => desk.offerCall(visitor.visitorId))}
                      aria-label={`Ask for a video call with ${numberOf(visitor)}`}
                      {...busyButton(busy)}
                    >
                      Ask for a video call
                    </Button>
                  )}
                </Group>
              </Group>
            </li>
          ))}
        </ul>
        {hidden > 0 && (
          <Text size="sm" c="gray.7">
            And {hidden} more, who came earlier.
          </Text>
        )}
        <Refusal refusal={refusal} />
      </Section>
      <Section id="desk-staff" title="Colleagues at the desk">
        <List component="ul" listStyleType="none">
          {staff.map(({ staffId, name, state }) => (
            <List.Item key={staffId}>
              <bdi>{name}</bdi>
              {staffId === me?.staffId && ' (you)'} · {staffStateWords[state]}
            </List.Item>
          ))}
        </List>
      </Section>
    </SimpleGrid>
  )
}
