import type { SessionWatched } from '@lectern/shared/credit'
import { Stack, Text } from '@mantine/core'
import { dateOf } from '../words/times.ts'

type Appeal = SessionWatched['appeals'][number]

const outcomeOf = ({ decision, granted }: Appeal): string => {
  if (decision === null) return 'The CE office has not decided yet.'
  return `${granted ? 'Granted' : 'Declined'}: ${decision}`
}

/** The person's appeals about a session, with their decisions. */
export function Appeals({ appeals }: { appeals: Appeal[] }) {
  if (appeals.length === 0) return null
  return (
    <>
      <Text size="sm" fw={600}>
        Your appeals
      </Text>
      <Stack gap="sm" component="ul" m={0} pl="lg">
        {appeals.map((appeal) => (
          <li key={appeal.id}>
            <Text size="sm">
              {dateOf(appeal.at)}: “{appeal.text}”
            </Text>
            <Text size="sm" fw={600}>
              {outcomeOf(appeal)}
            </Text>
          </li>
        ))}
      </Stack>
    </>
  )
}
