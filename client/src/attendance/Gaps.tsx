import type { Meter } from '@lectern/shared/attendance'
import { Stack, Text } from '@mantine/core'
import { gapWords } from '../words/credit.ts'

/** The time that could have counted and did not, with reasons. */
export function Gaps({ meter: { gaps, possibleSlots, isFinal } }: { meter: Meter }) {
  if (possibleSlots === 0)
    return (
      <Text size="sm">
        {isFinal
          ? 'Nothing was on air, so there was no time to count.'
          : 'Nothing to count yet. Time begins to count when something is on stage.'}
      </Text>
    )
  if (gaps.length === 0)
    return <Text size="sm">{isFinal ? 'All of it was counted.' : 'Everything so far was counted.'}</Text>
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        Not counted
      </Text>
      <ul className="disclosures figures">
        {gaps.map((gap) => (
          <li key={gap.from}>{gapWords(gap)}</li>
        ))}
      </ul>
    </Stack>
  )
}
