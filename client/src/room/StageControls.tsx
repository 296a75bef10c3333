import { ActionIcon, Group } from '@mantine/core'
import { IconMaximize, IconPictureInPicture } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { type Sound, Volume } from '../stage/Volume.tsx'
import { hasFullScreen, toggleFullScreen } from './fullScreen.ts'

interface StageControlsProps {
  sound: Sound
  onSound: (sound: Sound) => void
  stage: RefObject<HTMLDivElement | null>
}

/** A viewer's controls: sound, full screen, picture in picture. */
export function StageControls({ sound, onSound, stage }: StageControlsProps) {
  const largest = () => stage.current?.querySelector('video')
  return (
    <Group className="room-sound" gap="sm" wrap="nowrap" role="group" aria-label="Sound and picture">
      <Volume sound={sound} onSound={onSound} />
      {hasFullScreen() && (
        <ActionIcon
          variant="default"
          size="lg"
          aria-label="Full screen"
          onClick={() => void toggleFullScreen(stage.current)}
        >
          <IconMaximize size={20} />
        </ActionIcon>
      )}
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
