import { Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'

/** Calls `onLevel` with 0 (-60 dB) to 1 (0 dB) until the function it answers is called. Throws where the browser cannot measure. */
function measure(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const context = new AudioContext()
  // A page that was not pressed yet may have its audio suspended.
  const resume = () => void context.resume().catch(() => undefined)
  document.addEventListener('pointerdown', resume)
  const close = () => {
    document.removeEventListener('pointerdown', resume)
    void context.close().catch(() => undefined)
  }
  try {
    const analyser = context.createAnalyser()
    analyser.fftSize = 512
    const source = context.createMediaStreamSource(new MediaStream([track]))
    source.connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      const rms = Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length)
      onLevel(Math.max(0, Math.min(1, 1 + (20 * Math.log10(rms || 1e-6)) / 60)))
    }, 80)
    return () => {
      clearInterval(timer)
      source.disconnect()
      close()
    }
  } catch (error) {
    close()
    throw error
  }
}

interface LevelMeterProps {
  track: MediaStreamTrack
  /** Runs once something louder than a quiet room was heard. */
  onHeard?: () => void
  /** The browser cannot measure this microphone; it may work all the same. */
  onUnmeasured?: () => void
}

/** A bar that moves with the voice. */
export function LevelMeter({ track, onHeard, onUnmeasured }: LevelMeterProps) {
  const bar = useRef<HTMLDivElement>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    setFailed(false)
    let heard = false
    try {
      return measure(track, (level) => {
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
