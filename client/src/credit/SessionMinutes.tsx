import type { SessionWatched } from '@lectern/shared/credit'
import { Group, Progress, Stack, Text, Title, type TitleOrder } from '@mantine/core'
import type { ReactNode } from 'react'
import { PhaseBadge } from '../program/PhaseBadge.tsx'
import { checkWords, gapWords, minutesOf } from '../words/credit.ts'
import { dateOf } from '../words/times.ts'

type Watched = Omit<SessionWatched, 'appeals'>

/** Whether the count can still change, and what that means. */
function countWords({ phase, isFinal, acknowledged, possibleSlots }: Watched): string {
  if (phase === 'scheduled') return 'Not started yet.'
  if (phase !== 'ended') return 'Still running: the minutes so far.'
  if (!isFinal) return 'The minutes are being settled. That takes some seconds after the end.'
  return acknowledged || possibleSlots === 0
    ? ''
    : 'The disclosures were not acknowledged, so no minutes were counted.'
}

interface SessionMinutesProps {
  session: Watched
  order: TitleOrder
  /** Shows each gap with its reason. */
  withGaps?: boolean
  children?: ReactNode
}

/** One session's minutes: credited of possible. */
export function SessionMinutes({ session, order, withGaps = false, children }: SessionMinutesProps) {
  const { title, startsAt, phase, creditedSlots, possibleSlots, gaps, checks } = session
  const share = possibleSlots === 0 ? 0 : (creditedSlots / possibleSlots) * 100
  const words = [countWords(session), checkWords(checks) && `${checkWords(checks)}.`]
    .filter(Boolean)
    .join(' ')
  return (
    <Stack gap={4} className="credit-session">
      <Group justify="space-between" gap="sm" wrap="wrap">
        <Group gap="sm">
          <Title order={order} size="h4">
            {title}
          </Title>
          {phase !== 'ended' && <PhaseBadge phase={phase} />}
        </Group>
        {possibleSlots > 0 && (
          <Text className="figures" fw={600}>
            {minutesOf(session)}
          </Text>
        )}
      </Group>
      {possibleSlots > 0 && <Progress value={share} size="sm" color="teal.8" aria-hidden="true" />}
      <Text size="sm" c="gray.7">
        {dateOf(startsAt)}. {words}
      </Text>
      {withGaps && gaps.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            Not counted
          </Text>
          <Stack gap={2} component="ul" m={0} pl="lg">
            {gaps.map((gap) => (
              <Text key={gap.from} component="li" size="sm" className="figures">
                {gapWords(gap)}
              </Text>
            ))}
          </Stack>
        </>
      )}
      {withGaps && gaps.length === 0 && possibleSlots > 0 && creditedSlots === possibleSlots && (
        <Text size="sm">Every minute counted.</Text>
      )}
      {children}
    </Stack>
  )
}
