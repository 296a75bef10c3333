// Soft tones made on this page, for testing the sound and for calling attention. No React.
export interface Note {
  hertz: number
  seconds: number
}

const rate = 22_050
const testSound: readonly Note[] = [{ hertz: 523, seconds: 0.8 }]

/** Each note fades in and out; loudness from -1 to 1. */
function waveOf({ hertz, seconds }: Note): number[] {
  const samples = Math.round(rate * seconds)
  const fade = Math.min(4000, samples / 2)
  return Array.from({ length: samples }, (_, i) => {
    const loudness = 0.25 * Math.min(1, i / 1000, (samples - i) / fade)
    return loudness * Math.sin((2 * Math.PI * hertz * i) / rate)
  })
}

/**
 * Soft notes, one after the other, as a WAV file: an element can play it through any loudspeaker, an
 * AudioContext only in few browsers.
 */
export function toneFile(notes: readonly Note[] = testSound): Uint8Array<ArrayBuffer> {
  const waves = notes.flatMap(waveOf)
  const file = new DataView(new ArrayBuffer(44 + waves.length * 2))
  const text = (at: number, words: string) => {
    for (let i = 0; i < words.length; i++) file.setUint8(at + i, words.charCodeAt(i))
  }
  text(0, 'RIFF')
  file.setUint32(4, 36 + waves.length * 2, true)
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
  file.setUint32(40, waves.length * 2, true)
  waves.forEach((wave, i) => {
    file.setInt16(44 + i * 2, 32_767 * wave, true)
  })
  return new Uint8Array(file.buffer)
}

/** Rejects if the browser refuses. `prepare`: chooses another loudspeaker than the system's. */
export async function playTones(
  notes?: readonly Note[],
  prepare?: (element: HTMLAudioElement) => Promise<void>,
): Promise<void> {
  const address = URL.createObjectURL(new Blob([toneFile(notes)], { type: 'audio/wav' }))
  const element = new Audio(address)
  const forget = () => URL.revokeObjectURL(address)
  element.addEventListener('ended', forget)
  try {
    await prepare?.(element)
    await element.play()
  } catch (error) {
    forget()
    throw error
  }
}
