import { Slider } from '@mantine/core'
import { IconVolume, IconVolumeOff } from '@tabler/icons-react'
import { IconButton } from '../ui/IconButton.tsx'
import { percent } from '../words/counts.ts'

export interface Sound {
  muted: boolean
  /** 0 to 1 */
  volume: number
}

/** Mute and volume of playback. */
export function Volume({ sound, onSound }: { sound: Sound; onSound: (sound: Sound) => void }) {
  return (
    <>
      <IconButton
        label={sound.muted ? 'Unmute' : 'Mute'}
        icon={sound.muted ? IconVolumeOff : IconVolume}
        aria-pressed={sound.muted}
        onClick={() => onSound({ ...sound, muted: !sound.muted })}
      />
      <Slider
        className="room-volume"
        w={120}
        size="sm"
        min={0}
        max={1}
        step={0.05}
        label={percent}
        value={sound.muted ? 0 : sound.volume}
        onChange={(volume) => onSound({ muted: false, volume })}
        thumbLabel="Volume"
      />
    </>
  )
}
