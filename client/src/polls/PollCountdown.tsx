import { Text } from '@mantine/core'
import { useNow } from '../live/useConnection.ts'
import { clockTime, secondsLeft } from '../words/durations.ts'

/** Silent for screen readers: `PollNews` announces what they need. */
export function PollCountdown({ closesAt }: { closesAt: number }) {
  const left = secondsLeft(closesAt, useNow(250))
  return (
    <Text size="sm" fw={600} className="figures" role="timer" aria-live="off">
      {left > 0 ? `${clockTime(left * 1000)} left` : 'Time is up. Closing…'}
    </Text>
  )
}
