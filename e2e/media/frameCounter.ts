// A frame's number as a strip of black and white cells along the lower edge of the picture, so that a program
// can tell from pixels which frame a screen shows. It survives scaling to 320 pixels and a low bitrate; a
// doubtful strip is not read at all.
//
// Cells: white black | 16 bits, most significant first | 8 bits CRC-8 | black white

export const counterCells = 28
/** The strip's height as a share of the picture's. */
export const stripShare = 1 / 18
const bits = 16
/** Numbers repeat after this many frames. */
export const counterSize = 2 ** bits

/** Self-contained: it also runs in the page, as text. Polynomial x^8+x^2+x+1. */
function crc8(value: number): number {
  let crc = 0xff
  for (const byte of [value >> 8, value & 0xff]) {
    crc ^= byte
    for (let i = 0; i < 8; i++) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : (crc << 1) & 0xff
  }
  return crc
}

/** 28 cells, 1 for white. */
export function encodeFrameNumber(number: number): number[] {
  const value = number % counterSize
  const word = (value << 8) | crc8(value)
  return [1, 0, ...Array.from({ length: 24 }, (_, i) => (word >>> (23 - i)) & 1), 0, 1]
}

export interface Pixels {
  width: number
  height: number
  /** RGBA */
  data: Uint8ClampedArray | Uint8Array
}

/** The number of the frame shown by the strip along the lower edge of `pixels`; null if not read reliably. */
export function readFrameCounter({ width, height, data }: Pixels): number | null {
  const cells = 28
  const strip = height / 18
  const lumas: number[] = []
  for (let cell = 0; cell < cells; cell++) {
    // The middle half of the cell, since its edges are blurred.
    const left = Math.floor(((cell + 0.3) * width) / cells)
    const right = Math.max(left + 1, Math.ceil(((cell + 0.7) * width) / cells))
    const top = Math.floor(height - strip * 0.7)
    const bottom = Math.max(top + 1, Math.floor(height - strip * 0.3))
    let sum = 0
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) sum += data[(y * width + x) * 4 + 1]!
    lumas.push(sum / ((bottom - top) * (right - left)))
  }
  const white = Math.min(lumas[0]!, lumas[27]!)
  const black = Math.max(lumas[1]!, lumas[26]!)
  if (white - black < 60) return null
  const middle = (white + black) / 2
  let word = 0
  for (const luma of lumas.slice(2, 26)) word = word * 2 + (luma > middle ? 1 : 0)
  const value = word >> 8
  return crc8(value) === (word & 0xff) ? value : null
}

/**
 * A script for a page: defines `readFrame(video)`, the number of the frame that a video element shows, or
 * null.
 */
export const frameCounterScript = (): string => `(() => {
${crc8.toString()}
${readFrameCounter.toString()}
window.readFrame = (video) => {
  const canvas = (window.frameCanvas ??= document.createElement('canvas'))
  const width = (canvas.width = video.videoWidth)
  const height = video.videoHeight
  if (!width || !height) return null
  const strip = Math.ceil(height / 18)
  canvas.height = strip
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context.drawImage(video, 0, height - strip, width, strip, 0, 0, width, strip)
  const { data } = context.getImageData(0, 0, width, strip)
  // Only the strip was drawn, from a picture eighteen times as high.
  const below = (strip * 18 - strip) * width * 4
  const pixels = { width, height: strip * 18, data: new Proxy(data, { get: (target, key) => target[Number(key) - below] }) }
  return readFrameCounter(pixels)
}
})()`
