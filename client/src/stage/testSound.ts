import { throughLoudspeaker } from './loudspeaker.ts'

const rate = 22_050
const seconds = 0.8
const hertz = 523

/**
 * A short, soft tone as a WAV file: an element can play it
 * through any loudspeaker, an AudioContext only in few browsers.
 */
export function toneFile(): Uint8Array<ArrayBuffer> {
  const samples = Math.round(rate * seconds)
  const file = new DataView(new ArrayBuffer(44 + samples * 2))
  const text = (at: number, words: string) => {
    for (let i = 0; i < words.length; i++) file.setUint8(at + i, words.charCodeAt(i))
  }
  text(0, 'RIFF')
  file.setUint32(4, 36 + samples * 2, true)
  text(8, 'WAVEfmt ')
  file.setUint32(16, 16, true)
  // Uncompressed, one channel, 16 bits.
  file.setUint16(20, 1, true)
  file.setUint16(22, 1, true)
  file.setUint32(24, rate, true)
  file.setUint32(28, rate * 2, true)
  file.setUint16(32, 2, true)
  file.setUint16(34, 16, true)
  text(36, 'data')
  file.setUint32(40, samples * 2, true)
  for (let i = 0; i < samples; i++) {
    const loudness = 0.25 * Math.min(1, i / 1000, (samples - i) / 4000)
    file.setInt16(44 + i * 2, 32_767 * loudness * Math.sin((2 * Math.PI * hertz * i) / rate), true)
  }
  return new Uint8Array(file.buffer)
}

/** Plays it through the chosen loudspeaker. Rejects if the browser refuses. */
export async function playTestSound(): Promise<void> {
  const address = URL.createObjectURL(new Blob([toneFile()], { type: 'audio/wav' }))
  const element = new Audio(address)
  const forget = () => URL.revokeObjectURL(address)
  element.addEventListener('ended', forget)
  try {
    await throughLoudspeaker(element)
    await element.play()
  } catch (error) {
    forget()
    throw error
  }
}
