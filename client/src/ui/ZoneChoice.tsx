import { Group, SegmentedControl, Text } from '@mantine/core'
import { useId } from 'react'
import { useStore } from 'zustand'
import { useNow } from '../live/useConnection.ts'
import { differ } from '../words/times.ts'
import { type ZoneChoice as Choice, chooseZone, ownZone, zones, zoneWords } from '../words/zones.ts'

/** Chooses the time zone of displayed times. Shown only if it makes a difference. */
export function ZoneChoice() {
  const { choice, conference } = useStore(zones)
  const now = useNow(60_000)
  const labelId = useId()
  const own = ownZone()
  if (!conference || !differ(now, own, conference))
    return <Text c="gray.7">Times are in the time zone {zoneWords(own)}.</Text>
  return (
    <Group gap="sm" mt={4}>
      <Text c="gray.7" id={labelId}>
        Times are in
      </Text>
      <SegmentedControl
        size="xs"
        aria-labelledby={labelId}
        value={choice}
        onChange={(value) => chooseZone(value as Choice)}
        data={[
          { value: 'mine', label: `my time zone, ${zoneWords(own)}` },
          { value: 'conference', label: `the conference’s, ${zoneWords(conference)}` },
        ]}
      />
    </Group>
  )
}
