import type { Poll } from '@lectern/shared/polls'
import { Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { plural } from '../words/counts.ts'
import { choiceWords } from './pollWords.ts'

/** Whether the answer was correct, in words and by a sign, and the faculty's comment. */
export function QuizVerdict({ poll }: { poll: Poll }) {
  const { correct, feedback, mine } = poll
  if (poll.kind !== 'quiz' || !correct) return null
  const isRight = mine?.options.some((id) => correct.includes(id)) ?? false
  const right = choiceWords(poll, { options: correct, text: '' })
  const Sign = isRight ? IconCheck : IconX
  return (
    <Stack gap={4}>
      {mine && (
        <Group gap={4} wrap="nowrap">
          <Sign size={20} aria-hidden="true" />
          <Text fw={600}>{isRight ? 'Correct' : 'Incorrect'}</Text>
        </Group>
      )}
      {!isRight && (
        <Text>
          {plural(correct.length, 'Correct answer')}: {right}
        </Text>
      )}
      {feedback && <Text dir="auto">{feedback}</Text>}
    </Stack>
  )
}
