/**
 * Calls `onLevel` with the combined level of all tracks, from 0 (-60 dB) to 1 (0
 * dB), until the returned function is called. Throws if the browser cannot measure.
 */
export function measureLevel(
  tracks: readonly MediaStreamTrack[],
  onLevel: (level: number) => void,
): () => void {
  const context = new AudioContext()
  // Until the page is pressed its audio may be suspended.
  const resume = () => void context.resume().catch(() => undefined)
  document.addEventListener('pointerdown', resume)
  const close = () => {
    document.removeEventListener('pointerdown', resume)
    void context.close().catch(() => undefined)
  }
  try {
    const analyser = context.createAnalyser()
    analyser.fftSize = 512
    // One source per track: of a stream with several, only the first would be heard.
    const sources = tracks.map((track) => context.createMediaStreamSource(new MediaStream([track])))
    for (const source of sources) source.connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      const rms = Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length)
      onLevel(Math.max(0, Math.min(1, 1 + (20 * Math.log10(rms || 1e-6)) / 60)))
    }, 80)
    return () => {
      clearInterval(timer)
      for (const source of sources) source.disconnect()
      close()
    }
  } catch (error) {
    close()
    throw error
  }
}
