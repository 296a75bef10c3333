import './stage.css'
import type { SessionState } from '@lectern/shared/program'
import type { RefObject } from 'react'
import { useNow } from '../live/useConnection.ts'
import { clockTime } from '../words/durations.ts'
import { timeOf, zonedTimeOf } from '../words/times.ts'
import { useShownZone } from '../words/zones.ts'

/** "Break until 10:45", or without a time if none was announced. */
export const breakWords = ({ resumesAt }: SessionState): string =>
  resumesAt === null ? 'Break' : `Break until ${timeOf(resumesAt)}`

/** Replaces the stage during a break, for everyone. */
export function BreakStage({
  state,
  stageRef,
}: {
  state: SessionState
  stageRef?: RefObject<HTMLDivElement | null>
}) {
  return (
    <div className="stage" ref={stageRef} data-kind="empty">
      <div className="stage-notice" role="status">
        <BreakCard state={state} />
      </div>
    </div>
  )
}

function BreakCard({ state }: { state: SessionState }) {
  const zone = useShownZone()
  const now = useNow()
  const { resumesAt } = state
  const left = resumesAt === null ? null : resumesAt - now
  return (
    <div className="break-card">
      <p className="break-title">{breakWords(state)}</p>
      {resumesAt !== null && left !== null && left > 0 && (
        // Announced once at the start; the seconds are only for the eye.
        <p className="break-clock figures" role="timer" aria-live="off">
          {clockTime(left)}
        </p>
      )}
      <p>
        {resumesAt === null
          ? 'The session resumes soon.'
          : left !== null && left > 0
            ? `The session resumes at ${zonedTimeOf(resumesAt, zone)}.`
            : 'The session resumes any moment now.'}{' '}
        Video and sound come back by themselves. Questions and polls stay open.
      </p>
    </div>
  )
}
