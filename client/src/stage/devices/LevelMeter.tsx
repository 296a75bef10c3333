import { Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { measureLevel } from '../level.ts'

interface LevelMeterProps {
  track: MediaStreamTrack
  /** Called once something louder than a quiet room is heard. */
  onHeard?: () => void
  /** The browser cannot measure this microphone, which may still work. */
  onUnmeasured?: () => void
}

/** A bar that follows the voice. */
export function LevelMeter({ track, onHeard, onUnmeasured }: LevelMeterProps) {
  const bar = useRef<HTMLDivElement>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    setFailed(false)
    let heard = false
    try {
      return measureLevel([track], (level) => {
        bar.current?.style.setProperty('width', `${Math.round(level * 100)}%`)
        if (level <= 0.3 || heard) return
        heard = true
        onHeard?.()
      })
    } catch {
      // Firefox refuses a microphone whose sample rate is not the system's.
      setFailed(true)
      onUnmeasured?.()
    }
  }, [track, onHeard, onUnmeasured])
  if (failed)
    return (
      <Text size="sm" role="status">
        This browser cannot show the level of this microphone. The microphone itself is not affected.
      </Text>
    )
  return (
    <div
      role="img"
      aria-label="Microphone level"
      style={{ height: 10, background: 'var(--mantine-color-gray-2)', borderRadius: 4, overflow: 'hidden' }}
    >
      <div ref={bar} style={{ height: '100%', width: 0, background: 'var(--mantine-color-teal-7)' }} />
    </div>
  )
}
