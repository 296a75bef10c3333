import type { SessionView } from '@lectern/shared/program'
import { Text } from '@mantine/core'
import { KindLabel } from '../program/KindLabel.tsx'
import { PhaseBadge } from '../program/PhaseBadge.tsx'
import { QualityMeter } from '../stage/QualityMeter.tsx'
import type { StageMedia } from '../stage/stageMedia.ts'
import { Part } from '../ui/ErrorBoundary.tsx'
import { usePageHeading } from '../ui/PageHeading.tsx'
import { stopwatch } from '../words/durations.ts'

interface RoomHeadProps {
  view: SessionView
  media: StageMedia
  now: number
}

/** One line above picture and panel: which session, since when, over which connection. */
export function RoomHead({ view: { session, state }, media, now }: RoomHeadProps) {
  const heading = usePageHeading(session.title)
  return (
    <>
      <h1 ref={heading} dir="auto" title={session.title}>
        {session.title}
      </h1>
      <PhaseBadge phase={state.phase} />
      <KindLabel session={session} />
      <Text span size="sm" className="figures" role="timer" aria-live="off" aria-label="Running for">
        {state.liveAt && stopwatch(now - state.liveAt)}
      </Text>
      {state.phase !== 'paused' && (
        <Part name="The connection meter">
          <QualityMeter media={media} />
        </Part>
      )}
    </>
  )
}
