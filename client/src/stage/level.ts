/**
 * Calls `onLevel` with 0 (-60 dB) to 1 (0 dB) of all tracks together until the function it answers is called. Throws where the
 * browser cannot measure.
 */
export function measureLevel(
  tracks: readonly MediaStreamTrack[],
  onLevel: (level: number) => void,
): () => void {
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
    // A source of its own for each: of a stream with several only the first would be heard.
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
