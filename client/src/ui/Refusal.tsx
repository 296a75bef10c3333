import type { AppError } from '@lectern/shared/errors'
import { Text } from '@mantine/core'

/** Why something was not done, at the place where it was asked for. */
export function Refusal({ refusal, kept }: { refusal: AppError | undefined | null; kept?: string }) {
  if (!refusal) return null
  return (
    <Text role="alert" c="var(--live)">
      {refusal.message} {kept}
    </Text>
  )
}
