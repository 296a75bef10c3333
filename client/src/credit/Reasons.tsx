import type { CreditReason } from '@lectern/shared/credit'
import { Stack, Text } from '@mantine/core'
import { dateOf } from '../words/times.ts'

/** All reasons for a result; those that prevent the credit are marked. */
export function Reasons({ reasons, label }: { reasons: readonly CreditReason[]; label: string }) {
  return (
    <Stack gap={2} component="ul" m={0} pl="lg" aria-label={label}>
      {reasons.map(({ code, message, blocks, todo, by }) => (
        <Text key={`${code} ${message}`} component="li" size="sm">
          {blocks && <strong>{todo ? 'Still to do: ' : 'In the way: '}</strong>}
          {message}
          {by !== null && ` By ${dateOf(by)}.`}
        </Text>
      ))}
    </Stack>
  )
}
