/** A short, soft tone through whatever the browser plays sound on. */
export function playTestTone(): void {
  const context = new AudioContext()
  const tone = context.createOscillator()
  const gain = context.createGain()
  tone.frequency.value = 523
  gain.gain.setValueAtTime(0, context.currentTime)
  gain.gain.linearRampToValueAtTime(0.2, context.currentTime + 0.05)
  gain.gain.linearRampToValueAtTime(0, context.currentTime + 0.6)
  tone.connect(gain).connect(context.destination)
  tone.start()
  tone.stop(context.currentTime + 0.7)
  tone.onended = () => void context.close()
}
