import { ActionIcon, Group, Slider } from '@mantine/core'
import { IconMaximize, IconPictureInPicture, IconVolume, IconVolumeOff } from '@tabler/icons-react'
import type { RefObject } from 'react'

export interface Sound {
  muted: boolean
  /** 0 to 1 */
  volume: number
}

interface StageControlsProps {
  sound: Sound
  onSound: (sound: Sound) => void
  stage: RefObject<HTMLDivElement | null>
}

/** What a viewer does with the picture: sound, full screen, picture in picture. */
export function StageControls({ sound, onSound, stage }: StageControlsProps) {
  const largest = () => stage.current?.querySelector('video')
  return (
    <Group className="room-sound" gap="sm" wrap="nowrap" role="group" aria-label="Sound and picture">
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={sound.muted ? 'Unmute' : 'Mute'}
        aria-pressed={sound.muted}
        onClick={() => onSound({ ...sound, muted: !sound.muted })}
      >
        {sound.muted ? <IconVolumeOff size={20} /> : <IconVolume size={20} />}
      </ActionIcon>
      <Slider
        className="room-volume"
        w={120}
        min={0}
        max={1}
        step={0.05}
        label={(value) => `${Math.round(value * 100)} %`}
        value={sound.muted ? 0 : sound.volume}
        onChange={(volume) => onSound({ muted: false, volume })}
        thumbLabel="Volume"
      />
      <ActionIcon
        variant="default"
        size="lg"
        aria-label="Full screen"
        onClick={() =>
          void (document.fullscreenElement ? document.exitFullscreen() : stage.current?.requestFullscreen())
        }
      >
        <IconMaximize size={20} />
      </ActionIcon>
      {document.pictureInPictureEnabled && (
        <ActionIcon
          variant="default"
          size="lg"
          aria-label="Picture in picture"
          onClick={() =>
            void largest()
              ?.requestPictureInPicture()
              .catch(() => undefined)
          }
        >
          <IconPictureInPicture size={20} />
        </ActionIcon>
      )}
    </Group>
  )
}
