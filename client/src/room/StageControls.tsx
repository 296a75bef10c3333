import { Button, Group, Skeleton } from '@mantine/core'
import {
  IconDoorExit,
  IconLayoutSidebarRightCollapse,
  IconLayoutSidebarRightExpand,
  IconMaximize,
  IconPictureInPicture,
} from '@tabler/icons-react'
import type { RefObject } from 'react'
import { Link } from 'react-router'
import { PollsCount } from '../polls/PollsCount.tsx'
import { type Sound, Volume } from '../stage/Volume.tsx'
import { Part } from '../ui/ErrorBoundary.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { hasFullScreen, toggleFullScreen } from './fullScreen.ts'

interface StageControlsProps {
  sessionId: string
  sound: Sound
  onSound: (sound: Sound) => void
  stage: RefObject<HTMLDivElement | null>
  folded: boolean
  onFold: (folded: boolean) => void
}

/** A viewer's controls under the stage: sound, picture in picture, full screen, the panel. */
export function StageControls({ sessionId, sound, onSound, stage, folded, onFold }: StageControlsProps) {
  const largest = () => stage.current?.querySelector('video')
  return (
    <Group gap="sm" wrap="nowrap" role="group" aria-label="Sound and video">
      <Part name="The volume">
        <Volume sound={sound} onSound={onSound} />
      </Part>
      {document.pictureInPictureEnabled && (
        <IconButton
          label="Picture in picture"
          icon={IconPictureInPicture}
          onClick={() =>
            void largest()
              ?.requestPictureInPicture()
              .catch(() => undefined)
          }
        />
      )}
      {hasFullScreen() && (
        <IconButton
          label="Full screen"
          icon={IconMaximize}
          onClick={() => void toggleFullScreen(stage.current)}
        />
      )}
      <span className="room-fold">
        <IconButton
          label={folded ? 'Show the panel' : 'Hide the panel'}
          icon={folded ? IconLayoutSidebarRightExpand : IconLayoutSidebarRightCollapse}
          aria-expanded={!folded}
          onClick={() => onFold(!folded)}
        />
        {folded && (
          <Part name="The count of polls">
            <PollsCount sessionId={sessionId} />
          </Part>
        )}
      </span>
    </Group>
  )
}

/** Works whatever else has failed. */
export const LeaveButton = () => (
  <Button
    component={Link}
    to="/"
    className="room-leave"
    variant="subtle"
    color="red"
    size="compact-md"
    leftSection={<IconDoorExit size={18} stroke={1.75} aria-hidden="true" />}
  >
    Leave
  </Button>
)

/** Until the picture is there. */
export const ControlsSkeleton = () => (
  <Group gap="sm" wrap="nowrap" aria-hidden="true">
    <Skeleton circle h={32} w={32} />
    <Skeleton h={8} w={120} className="room-volume" />
    <Skeleton circle h={32} w={32} />
    <Skeleton circle h={32} w={32} />
  </Group>
)
