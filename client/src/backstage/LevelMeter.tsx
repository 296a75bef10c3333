import { useEffect, useRef } from 'react'

/** A bar that moves with the voice. `onHeard` runs once something louder than a quiet room was heard. */
export function LevelMeter({ track, onHeard }: { track: MediaStreamTrack; onHeard?: () => void }) {
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    analyser.fftSize = 512
    const source = context.createMediaStreamSource(new MediaStream([track]))
    source.connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    let heard = false
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      const rms = Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length)
      // From -60 dB (empty) to 0 dB (full).
      const level = Math.max(0, Math.min(1, 1 + (20 * Math.log10(rms || 1e-6)) / 60))
      bar.current?.style.setProperty('width', `${Math.round(level * 100)}%`)
      if (level > 0.3 && !heard) {
        heard = true
        onHeard?.()
      }
    }, 80)
    return () => {
      clearInterval(timer)
      source.disconnect()
      void context.close()
    }
  }, [track, onHeard])
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
