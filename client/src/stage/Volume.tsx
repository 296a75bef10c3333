import { ActionIcon, Slider } from '@mantine/core'
import { IconVolume, IconVolumeOff } from '@tabler/icons-react'

export interface Sound {
  muted: boolean
  /** 0 to 1 */
  volume: number
}

/** Mute and volume of playback. */
export function Volume({ sound, onSound }: { sound: Sound; onSound: (sound: Sound) => void }) {
  return (
    <>
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
    </>
  )
}
