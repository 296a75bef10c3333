import type { Presenter, StageProducer } from '@lectern/shared/stage'
import { Button, VisuallyHidden } from '@mantine/core'
import {
  type Icon,
  IconMicrophone,
  IconMicrophoneOff,
  IconScreenShare,
  IconScreenShareOff,
  IconVideo,
  IconVideoOff,
} from '@tabler/icons-react'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { StageMedia } from '../stage/stageMedia.ts'
import { isOnStage, silentOf } from '../stage/stageStore.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Chip } from '../ui/Chip.tsx'
import { Face } from '../ui/Face.tsx'
import { Keycap, useKeyName } from '../ui/Keycap.tsx'
import { SoundLevel } from './SoundLevel.tsx'

type Source = StageProducer['source']

const words: Record<Source, string> = {
  camera: 'camera',
  microphone: 'microphone',
  screen: 'screen',
  screen_audio: 'screen sound',
}
/** Sending, and not. The sound of a screen has no icon of its own. */
const icons: Partial<Record<Source, readonly [Icon, Icon]>> = {
  microphone: [IconMicrophone, IconMicrophoneOff],
  camera: [IconVideo, IconVideoOff],
  screen: [IconScreenShare, IconScreenShareOff],
}

interface PresenterRowProps {
  presenter: Presenter
  now: number
  /** The keys act on this person. */
  chosen: boolean
  speaking: boolean
  media: StageMedia | undefined
  busy: boolean
  onMove: () => void
}

/** One presenter: who, what they send and how loud, and the button that brings them on or takes them off. */
export function PresenterRow({ presenter, now, chosen, speaking, media, busy, onMove }: PresenterRowProps) {
  const { name, credentials, producers, onStageAt } = presenter
  const keyName = useKeyName()
  const isOn = onStageAt !== null
  const microphone = producers.find(({ source, paused }) => source === 'microphone' && !paused)
  return (
    <div className="presenter" aria-current={chosen} data-speaking={speaking}>
      <Face name={name} size={28} />
      <div className="presenter-words">
        <span className="presenter-name" title={[name, credentials].filter(Boolean).join(', ')}>
          <bdi>{name}</bdi>
          {speaking && <VisuallyHidden>, speaking</VisuallyHidden>}
        </span>
        <span className="presenter-sends">
          <Trouble presenter={presenter} />
          {producers.map((producer) => (
            <SourceSign key={producer.producerId} producer={producer} />
          ))}
          {producers.length === 0 && 'Sends nothing yet'}
          {media && microphone && isOn && (
            <Level media={media} producerId={microphone.producerId} name={name} />
          )}
        </span>
      </div>
      {onStageAt !== null && !isOnStage(presenter, now) && (
        <Chip tone="amber" role="status">
          On in {Math.max(1, Math.ceil((onStageAt - now) / 1000))}
        </Chip>
      )}
      <Button
        size="compact-sm"
        variant={isOn ? 'default' : 'filled'}
        {...busyButton(busy)}
        onClick={onMove}
        aria-keyshortcuts={chosen ? keyName('b') : undefined}
      >
        {isOn ? 'Take off' : 'Bring on'}
        <VisuallyHidden> {name}</VisuallyHidden>
        {chosen && (
          <span aria-hidden="true">
            &nbsp;
            <Keycap of="b" />
          </span>
        )}
      </Button>
    </div>
  )
}

function SourceSign({ producer: { source, paused } }: { producer: StageProducer }) {
  const [Sending, Paused] = icons[source] ?? []
  const Sign = paused ? Paused : Sending
  if (!Sign) return null
  const said = paused ? `${words[source]} off` : words[source]
  return (
    <span title={said}>
      <Sign size={14} stroke={1.75} aria-hidden="true" />
      <VisuallyHidden>{said} </VisuallyHidden>
    </span>
  )
}

/** What does not arrive: the device was lost, or the network lets nothing through. */
function Trouble({ presenter }: { presenter: Presenter }) {
  const named = (producers: readonly StageProducer[]) =>
    producers.map(({ source }) => words[source]).join(', ')
  const lost = named(presenter.producers.filter((producer) => producer.lost))
  const silent = named(silentOf(presenter))
  const said = [lost && `Lost: ${lost}`, silent && `Nothing arrives: ${silent}`].filter(Boolean).join('. ')
  return said ? (
    <span className="presenter-trouble" role="alert" title={said}>
      {said}
    </span>
  ) : null
}

function Level({ media, producerId, name }: { media: StageMedia; producerId: string; name: string }) {
  const track = useStore(media.store, (state) => state.received[producerId]?.track)
  const tracks = useMemo(() => (track ? [track] : []), [track])
  return tracks.length > 0 ? <SoundLevel tracks={tracks} label={`Level of ${name}`} /> : null
}
