import './credit.css'
import type { SessionWatched } from '@lectern/shared/credit'
import { type Subject, you } from '@lectern/shared/subject'
import { Group, Stack, Text, Title, type TitleOrder } from '@mantine/core'
import type { ReactNode } from 'react'
import { Chip } from '../ui/Chip.tsx'
import { checkWords, gapWords, tookWords } from '../words/credit.ts'
import { dateOf } from '../words/times.ts'
import { MinutesBar } from './MinutesBar.tsx'
import { heldAt, statusOf, statusWords } from './sessionStatus.ts'

type Watched = Omit<SessionWatched, 'appeals'>

interface SessionMinutesProps {
  session: Watched
  /** Whose minutes they are. */
  who?: Subject
  order: TitleOrder
  children?: ReactNode
}

/** One session's minutes: a line of its time, and every gap with its reason. */
export function SessionMinutes({ session, who = you, order, children }: SessionMinutesProps) {
  const { title, creditedSlots, possibleSlots, gaps, checks } = session
  const status = statusOf(session)
  const words = [dateOf(heldAt(session)), checkWords(checks)].filter(Boolean).join(' · ')
  return (
    <Stack gap="sm" className="credit-session">
      <div>
        <Group justify="space-between" gap="sm" align="baseline">
          <Title order={order} size="h3" dir="auto">
            {title}
          </Title>
          {possibleSlots > 0 && (
            <Text className="figures" fw={600}>
              {tookWords(session)}
            </Text>
          )}
        </Group>
        <Text size="sm" c="gray.7">
          {words}
        </Text>
      </div>
      {status !== 'counted' && (
        <div>
          <Chip tone={status === 'live' ? 'live' : 'quiet'}>{statusWords[status].short}</Chip>{' '}
          <Text span size="sm">
            {statusWords[status].long}
          </Text>
        </div>
      )}
      <MinutesBar session={session} who={who} />
      {gaps.length > 0 && (
        <div>
          <Text size="sm" fw={500}>
            Not counted
          </Text>
          <ul className="credit-gaps figures">
            {gaps.map((gap) => (
              <li key={gap.from}>{gapWords(gap, who)}</li>
            ))}
          </ul>
        </div>
      )}
      {gaps.length === 0 && possibleSlots > 0 && creditedSlots === possibleSlots && (
        <Text size="sm">Every minute counted.</Text>
      )}
      {children}
    </Stack>
  )
}
