import { Group, Text } from '@mantine/core'
import { PlainList } from '../ui/PlainList.tsx'
import { withShare } from '../words/counts.ts'

interface CountBarsProps {
  /** What they count, for a screen reader. */
  label: string
  counts: readonly { text: string; count: number }[]
  /** The whole. */
  of: number
}

/** A bar with its number for each possible answer. */
export const CountBars = ({ label, counts, of }: CountBarsProps) => (
  <PlainList aria-label={label}>
    {counts.map(({ text, count }, index) => (
      <li key={index}>
        <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-end">
          <Text size="sm" dir="auto">
            {text}
          </Text>
          <Text size="sm" className="whole-figures">
            {withShare(count, of)}
          </Text>
        </Group>
        <div className="office-bar" aria-hidden="true">
          <div style={{ width: `${of === 0 ? 0 : Math.round((count * 100) / of)}%` }} />
        </div>
      </li>
    ))}
  </PlainList>
)
