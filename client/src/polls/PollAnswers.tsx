import type { CommandReply } from '@lectern/shared/commands'
import type { Poll } from '@lectern/shared/polls'
import { Button, List, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { scrollable } from '../ui/scrollable.ts'
import { directing, refusalWords, usePollCommand } from './pollDirecting.ts'
import type { Polls } from './pollsClient.ts'

type Answers = CommandReply<'polls.answers'>['answers']

/** Answers to an open-text poll, newest first; fetched on request, not with every vote. */
export function PollAnswers({ polls, poll }: { polls: Polls; poll: Poll }) {
  const [answers, setAnswers] = useState<Answers>()
  const { busy, refusal, run } = usePollCommand(polls)
  const newer = (poll.tally?.people ?? 0) - (answers?.length ?? 0)
  return (
    <Stack gap="sm" align="flex-start">
      {(!answers || newer > 0) && (
        <Button
          variant="default"
          size="compact-md"
          {...busyButton(busy)}
          onClick={() => void run(async () => setAnswers(await directing(polls).answers(poll)))}
        >
          {answers ? `Show ${newer} newer` : 'Read the answers'}
        </Button>
      )}
      <Refusal refusal={refusal && refusalWords(refusal)} size="sm" />
      {answers?.length === 0 && <Text size="sm">No answers yet.</Text>}
      {answers && answers.length > 0 && (
        <section className="poll-answers" {...scrollable} aria-label={`Answers: ${poll.prompt}`}>
          <List spacing="sm">
            {answers.map(({ text, name }, index) => (
              <List.Item key={index}>
                <bdi>{text}</bdi>
                {name && (
                  <Text span size="sm" c="gray.7">
                    {' '}
                    · <bdi>{name}</bdi>
                  </Text>
                )}
              </List.Item>
            ))}
          </List>
        </section>
      )}
    </Stack>
  )
}
