import { Button, Group } from '@mantine/core'
import {
  IconMicrophone,
  IconMicrophoneOff,
  IconScreenShare,
  IconScreenShareOff,
  IconVideo,
  IconVideoOff,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { messageOf } from '../../live/appError.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import type { StageMedia } from '../stageMedia.ts'
import { canShareScreen, shareProblem } from './screenShare.ts'

/** Mute, camera off, share the screen. */
export function SendControls({ media }: { media: StageMedia }) {
  const { sent } = useStore(media.store)
  const [problem, setProblem] = useState('')
  const attempt = (act: () => Promise<void>) => {
    setProblem('')
    act().catch((error: unknown) => setProblem(messageOf(error)))
  }
  const share = async () => {
    let stream: MediaStream
    try {
      stream = await navigator.mediaDevices.getDisplayMedia({
        video: { frameRate: { max: 15 } },
        audio: true,
      })
    } catch (error) {
      return setProblem(shareProblem(error, navigator.userAgent) ?? '')
    }
    const [picture] = stream.getVideoTracks()
    const [sound] = stream.getAudioTracks()
    try {
      if (picture) {
        picture.contentHint = 'detail'
        await media.sending.publish('screen', picture)
      }
      if (sound) await media.sending.publish('screen_audio', sound)
    } catch (error) {
      await unshare().catch(() => undefined)
      throw error
    }
  }
  const unshare = async () => {
    await media.sending.unpublish('screen')
    if (media.store.getState().sent.screen_audio) await media.sending.unpublish('screen_audio')
  }
  const { microphone, camera, screen } = sent
  return (
    <div>
      <Group gap="sm">
        <Button
          variant={microphone?.paused ? 'filled' : 'default'}
          disabled={!microphone}
          aria-pressed={microphone?.paused ?? false}
          leftSection={microphone?.paused ? <IconMicrophoneOff size={18} /> : <IconMicrophone size={18} />}
          onClick={() => attempt(() => media.sending.setPaused('microphone', !microphone?.paused))}
        >
          {microphone?.paused ? 'Unmute' : 'Mute'}
        </Button>
        <Button
          variant={camera?.paused ? 'filled' : 'default'}
          disabled={!camera}
          aria-pressed={camera?.paused ?? false}
          leftSection={camera?.paused ? <IconVideoOff size={18} /> : <IconVideo size={18} />}
          onClick={() => attempt(() => media.sending.setPaused('camera', !camera?.paused))}
        >
          {camera?.paused ? 'Camera on' : 'Camera off'}
        </Button>
        {canShareScreen() && (
          <Button
            variant={screen ? 'filled' : 'default'}
            leftSection={screen ? <IconScreenShareOff size={18} /> : <IconScreenShare size={18} />}
            onClick={() => attempt(screen ? unshare : share)}
          >
            {screen ? 'Stop sharing' : 'Share the screen'}
          </Button>
        )}
      </Group>
      <Refusal refusal={problem} size="sm" mt={4} />
    </div>
  )
}
