import './attendance.css'
import type { OpenCheck } from '@lectern/shared/attendance'
import { Button, Group, Text, Title, VisuallyHidden } from '@mantine/core'
import { useEffect, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useStore } from 'zustand'
import { useNow } from '../live/useConnection.ts'
import { busyButton } from '../ui/busyButton.ts'
import { useEscape } from '../ui/useEscape.ts'
import { useFocusWhenIdle } from '../ui/useFocusWhenIdle.ts'
import { durationWords, secondsLeft } from '../words/durations.ts'
import type { Attendance } from './attendanceClient.ts'

/** Announced once more when this time (s) is left. */
const lastSeconds = 15
/** How long (ms) the thanks stay. */
const thanksMs = 5000

function useFullScreen(): Element | null {
  const [element, setElement] = useState(() => document.fullscreenElement ?? null)
  useEffect(() => {
    const follow = () => setElement(document.fullscreenElement)
    document.addEventListener('fullscreenchange', follow)
    return () => document.removeEventListener('fullscreenchange', follow)
  }, [])
  return element
}

/** Asks whether the person is there. Lies over a corner of the picture, in full screen too. */
export function AttentionCheck({ attendance }: { attendance: Attendance }) {
  const check = useStore(attendance.store, (state) => state.check)
  const fullScreen = useFullScreen()
  const content = check ? (
    <Asked key={check.check} attendance={attendance} check={check} />
  ) : (
    <Outcome attendance={attendance} />
  )
  return fullScreen ? createPortal(content, fullScreen) : content
}

function Asked({ attendance, check }: { attendance: Attendance; check: OpenCheck }) {
  const { sending, checkProblem, isCheckSmall } = useStore(attendance.store)
  const left = secondsLeft(check.dueAt, useNow(500))
  const dialog = useRef<HTMLElement>(null)
  const answer = useRef<HTMLButtonElement>(null)
  const waits = useFocusWhenIdle(answer, dialog, !isCheckSmall)
  useEscape(dialog, !isCheckSmall, () => attendance.setCheckSmall(true))
  const title = useId()
  const words = useId()
  return (
    <section
      ref={dialog}
      className="check"
      data-small={isCheckSmall}
      role={isCheckSmall ? 'region' : 'alertdialog'}
      aria-labelledby={title}
      aria-describedby={words}
    >
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <Title order={2} size="h3" id={title}>
          Are you still there?
        </Title>
        <Button variant="subtle" size="compact-sm" onClick={() => attendance.setCheckSmall(!isCheckSmall)}>
          {isCheckSmall ? 'Show more' : 'Make small'}
        </Button>
      </Group>
      <Text id={words} hidden={isCheckSmall}>
        Answer in time to keep your minutes counting.
      </Text>
      <Text className="figures" fw={600} role="timer" aria-live="off">
        {left > 0 ? `${durationWords(left * 1000)} left` : 'Time is up.'}
      </Text>
      {checkProblem && (
        <Text role="alert" fw={600}>
          {checkProblem.message}
        </Text>
      )}
      <Group gap="sm">
        <Button ref={answer} {...busyButton(sending === 'answer')} onClick={() => void attendance.answer()}>
          {sending === 'answer' ? 'Sending…' : 'I am here'}
        </Button>
        {check.extensionSeconds > 0 && !isCheckSmall && (
          <Button
            variant="default"
            {...busyButton(sending === 'extend')}
            onClick={() => {
              void attendance.extend()
              answer.current?.focus()
            }}
          >
            Give me more time ({durationWords(check.extensionSeconds * 1000)})
          </Button>
        )}
      </Group>
      <VisuallyHidden role="alert">
        {waits &&
          'Attention check: are you still there? When you stop typing, the focus moves to the answer.'}
        {left > 0 &&
          left <= lastSeconds &&
          `${durationWords(lastSeconds * 1000)} left to answer the attention check.`}
      </VisuallyHidden>
    </section>
  )
}

/** How the last check ended: thanks that disappear by themselves, or the consequence of no answer. */
function Outcome({ attendance }: { attendance: Attendance }) {
  const outcome = useStore(attendance.store, (state) => state.checkOutcome)
  useEffect(() => {
    if (outcome !== 'answered') return
    const timer = setTimeout(attendance.forgetOutcome, thanksMs)
    return () => clearTimeout(timer)
  }, [attendance, outcome])
  return (
    <>
      <div role="status">
        {outcome === 'answered' && (
          <Text className="check" data-done="">
            Thank you. Your answer is recorded.
          </Text>
        )}
      </div>
      {outcome === 'over' && (
        <div className="check" role="alert">
          <Text>
            You missed an attention check. Some of your minutes may have been taken back: “What counts?” shows
            which. Counting continues.
          </Text>
          <Group>
            <Button variant="default" onClick={attendance.forgetOutcome}>
              Close
            </Button>
          </Group>
        </div>
      )}
    </>
  )
}
