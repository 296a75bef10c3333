import { VisuallyHidden } from '@mantine/core'

interface OnStageBannerProps {
  /** Null backstage; undefined while the stage does not know this page. */
  onStageAt: number | null | undefined
  now: number
  isBreak: boolean
}

/** Shown and announced so that nobody misses it. */
export function OnStageBanner({ onStageAt, now, isBreak }: OnStageBannerProps) {
  const isOn = onStageAt != null && onStageAt <= now && !isBreak
  const isSoon = onStageAt != null && onStageAt > now && !isBreak
  return (
    <div className="on-stage" data-state={isOn ? 'on' : isSoon ? 'soon' : 'off'} aria-live="assertive">
      {onStageAt === undefined ? (
        'This page is not backstage: it sends nothing.'
      ) : isBreak ? (
        <>
          Break. Viewers do not see or hear you
          {onStageAt !== null && '; you are ON STAGE again as soon as the session resumes'}.
        </>
      ) : isOn ? (
        'You are ON STAGE'
      ) : isSoon ? (
        <>
          On stage in<span aria-hidden="true"> {Math.ceil((onStageAt - now) / 1000)} …</span>
          <VisuallyHidden> a moment</VisuallyHidden>
        </>
      ) : (
        'You are backstage. Viewers do not see or hear you.'
      )}
    </div>
  )
}
