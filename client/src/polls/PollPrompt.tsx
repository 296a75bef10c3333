import type { Poll } from '@lectern/shared/polls'
import { Text } from '@mantine/core'
import { privacyWords, resultsWords } from './pollWords.ts'

export const PollPrompt = ({ children }: { children: string }) => (
  <Text component="h3" fw={600} mb="sm" dir="auto">
    {children}
  </Text>
)

/** What a person should know before voting. */
export function PollFacts({ poll }: { poll: Poll }) {
  const after = poll.mine ? '' : ` ${resultsWords(poll)}`
  const change = poll.mayChange
    ? 'You can change your vote while the poll is open.'
    : 'A vote can’t be changed.'
  return (
    <Text size="sm" c="gray.7">
      {privacyWords(poll)}
      {after} {change}
    </Text>
  )
}
