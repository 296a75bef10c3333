import './polls.css'
import type { Poll } from '@lectern/shared/polls'
import { Button, Stack, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { PollBallot } from './PollBallot.tsx'
import { PollCountdown } from './PollCountdown.tsx'
import { PollResults } from './PollResults.tsx'
import type { Polls } from './pollsClient.ts'
import { choiceWords, nextWords } from './pollWords.ts'
import { QuizVerdict } from './QuizVerdict.tsx'

/** One poll as voters see it: the ballot, then its result. */
export function PollItem({ polls, poll }: { polls: Polls; poll: Poll }) {
  const choice = useStore(polls.store, ({ choices }) => choices[poll.id])
  const outcome = useRef<HTMLDivElement>(null)
  const hasSent = useRef(false)
  const isOpen = poll.status === 'open'
  const isChanging = poll.mine !== null && poll.mayChange && choice !== undefined
  const isBallot = isOpen && (poll.mine === null || isChanging)

  // The pressed button is gone with the ballot: the focus moves to its result.
  useEffect(() => {
    if (isBallot || !hasSent.current) return
    hasSent.current = false
    outcome.current?.focus()
  }, [isBallot])

  return (
    <Stack gap="sm" className="poll">
      {isOpen && poll.closesAt !== null && <PollCountdown closesAt={poll.closesAt} />}
      {isBallot ? (
        <PollBallot
          polls={polls}
          poll={poll}
          onVote={() => {
            hasSent.current = true
          }}
        />
      ) : (
        <>
          <Text component="h3" fw={600} dir="auto">
            {poll.prompt}
          </Text>
          <div ref={outcome} tabIndex={-1}>
            <Outcome poll={poll} unsent={choice && choiceWords(poll, choice)} />
          </div>
          <QuizVerdict poll={poll} />
        </>
      )}
      {isOpen && poll.mine && poll.mayChange && !isChanging && (
        <Button
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => polls.choose(poll.id, poll.mine!)}
        >
          Change your vote
        </Button>
      )}
      <PollResults poll={poll} />
    </Stack>
  )
}

/** `unsent`: chosen but not sent before the poll closed. */
function Outcome({ poll, unsent }: { poll: Poll; unsent: string | undefined }) {
  const { status, mine } = poll
  if (mine)
    return (
      <>
        <Text>
          <strong>Your vote is counted.</strong> {status === 'open' && nextWords(poll)}
        </Text>
        <Text size="sm">
          You voted: <bdi>{choiceWords(poll, mine)}</bdi>
        </Text>
      </>
    )
  return (
    <Text>
      This poll is closed. You did not vote.
      {unsent && ` It closed before you voted; what you had chosen was not counted: ${unsent}`}
    </Text>
  )
}
