import { List, Title } from '@mantine/core'
import { useStore } from 'zustand'
import { Part } from '../../ui/ErrorBoundary.tsx'
import { Section } from '../../ui/Section.tsx'
import { Stat, Stats } from '../../ui/Stats.tsx'
import { dayStart, hoursOfDay } from '../arrivalHours.ts'
import { staffStateWords } from '../boothWords.ts'
import { HoursPlot } from '../HoursPlot.tsx'
import type { Desk } from './deskClient.ts'
import { unreadIn } from './inbox.ts'

/** The booth today, while no chat is open. */
export function Overview({ desk, now }: { desk: Desk; now: number }) {
  const { present, hours, chats, leads, staff, me } = useStore(desk.store)
  const today = hoursOfDay(hours, dayStart(now)).reduce((sum, { visits }) => sum + visits, 0)
  const unread = unreadIn(chats)
  return (
    <div className="desk-overview">
      <Title order={2} size="h3">
        Today
      </Title>
      <Stats label="Today">
        <Stat label="Here now" value={present.count} />
        <Stat label="Visits" value={today} />
        <Stat label="Unread messages" value={unread} {...(unread > 0 && { tone: 'amber' as const })} />
        <Stat label="Leads" value={leads.length} />
      </Stats>
      <Section id="desk-hours" title="Visits by hour">
        <Part name="The plot">
          <HoursPlot hours={hours} now={now} label="Visits by hour" />
        </Part>
      </Section>
      <Section id="desk-staff" title="Your team here" count={staff.length}>
        <List component="ul" listStyleType="none">
          {staff.map(({ staffId, name, state }) => (
            <List.Item key={staffId}>
              <bdi>{name}</bdi>
              {staffId === me?.staffId && ' (you)'} · <span className="quiet">{staffStateWords[state]}</span>
            </List.Item>
          ))}
        </List>
      </Section>
    </div>
  )
}
