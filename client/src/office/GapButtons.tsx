import type { Gap } from '@lectern/shared/attendance'
import { Button, Group, Text } from '@mantine/core'
import { clockOf, stretchOf } from './sessionClock.ts'

interface GapButtonsProps {
  gaps: readonly Gap[]
  liveAt: number
  onUse: (from: string, to: string) => void
}

/** Takes one of the gaps as the minutes that are changed. */
export function GapButtons({ gaps, liveAt, onUse }: GapButtonsProps) {
  if (gaps.length === 0) return null
  return (
    <Group gap="sm">
      <Text size="sm">Use a gap:</Text>
      {gaps.map((gap) => {
        const { fromMinute, toMinute } = stretchOf(gap, liveAt)
        const [from, to] = [clockOf(fromMinute), clockOf(toMinute)]
        return (
          <Button
            key={gap.from}
            variant="default"
            size="compact-sm"
            className="figures"
            onClick={() => onUse(from, to)}
          >
            {from}–{to}
          </Button>
        )
      })}
    </Group>
  )
}
