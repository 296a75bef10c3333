import { Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { measureLevel } from '../stage/level.ts'

interface SoundLevelProps {
  tracks: readonly MediaStreamTrack[]
  label?: string
}

/** A bar that moves with the sound, whether or not it is played here. */
export function SoundLevel({ tracks, label = 'Level of the talk' }: SoundLevelProps) {
  const meter = useRef<HTMLMeterElement>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    try {
      return measureLevel(tracks, (level) => {
        if (meter.current) meter.current.value = level
      })
    } catch {
      setFailed(true)
    }
  }, [tracks])
  if (failed)
    return (
      <Text size="sm" c="gray.7">
        This browser cannot show the level.
      </Text>
    )
  return <meter ref={meter} className="sound-level" aria-label={label} min={0} max={1} value={0} />
}
