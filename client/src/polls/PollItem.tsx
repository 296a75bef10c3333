import './polls.css'
import type { Poll } from '@lectern/shared/polls'
import { Button, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { PollBallot } from './PollBallot.tsx'
import { PollBars } from './PollBars.tsx'
import { PollChoices } from './PollChoices.tsx'
import { PollCountdown } from './PollCountdown.tsx'
import { PollPrompt } from './PollPrompt.tsx'
import { PollResults } from './PollResults.tsx'
import type { Polls } from './pollsClient.ts'
import { choiceWords, hasOneAnswer, nextWords } from './pollWords.ts'
import { QuizVerdict } from './QuizVerdict.tsx'

/** One poll as voters see it: the ballot, then its result. */
export function PollItem({ polls, poll }: { polls: Polls; poll: Poll }) {
  const choice = useStore(polls.store, ({ choices }) => choices[poll.id])
  const outcome = useRef<HTMLDivElement>(null)
  const hasSent = useRef(false)
  const isOpen = poll.status === 'open'
  const isPressed = hasOneAnswer(poll.kind)
  const mayChange = isOpen && poll.mine !== null && poll.mayChange
  const isChanging = mayChange && !isPressed && choice !== undefined
  const isBallot = isOpen && (poll.mine === null || isChanging || (mayChange && isPressed))
  const onVote = () => {
    hasSent.current = true
  }

  // The pressed button is gone with the ballot: the focus moves to its result.
  useEffect(() => {
    if (isBallot || !hasSent.current) return
    hasSent.current = false
    outcome.current?.focus()
  }, [isBallot])

  const Ballot = isPressed ? PollChoices : PollBallot
  return (
    <Stack gap="sm" className="poll">
      {isOpen && poll.closesAt !== null && <PollCountdown closesAt={poll.closesAt} />}
      {isBallot ? (
        <Ballot polls={polls} poll={poll} onVote={onVote} />
      ) : (
        <>
          <PollPrompt>{poll.prompt}</PollPrompt>
          {!poll.tally && poll.kind !== 'text' && <PollBars poll={poll} />}
        </>
      )}
      {(!isBallot || poll.mine) && (
        <div ref={outcome} tabIndex={-1}>
          <Outcome poll={poll} unsent={isOpen ? undefined : choice && choiceWords(poll, choice)} />
        </div>
      )}
      {!isBallot && <QuizVerdict poll={poll} />}
      {mayChange && !isPressed && !isChanging && (
        <Button
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => polls.choose(poll.id, poll.mine!)}
        >
          Change your vote
        </Button>
      )}
      <PollResults poll={poll} areBarsShown={isBallot && isPressed && poll.kind !== 'rating'} />
    </Stack>
  )
}

/** `unsent`: chosen but not sent before the poll closed. */
function Outcome({ poll, unsent }: { poll: Poll; unsent: string | undefined }) {
  const { status, mine } = poll
  if (!mine)
    return (
      <Text size="sm">
        This poll is closed. You did not vote.
        {unsent && ` It closed before your answer was sent, so this was not counted: ${unsent}`}
      </Text>
    )
  const words = (
    <>
      You voted: <bdi>{choiceWords(poll, mine)}</bdi>
    </>
  )
  return (
    <>
      <Text size="sm" role="status">
        <strong>Your vote is counted.</strong> {status === 'open' && nextWords(poll)}
      </Text>
      {/* A bar shows a choice; an open text has none. */}
      {poll.kind === 'text' ? <Text size="sm">{words}</Text> : <VisuallyHidden>{words}</VisuallyHidden>}
    </>
  )
}
