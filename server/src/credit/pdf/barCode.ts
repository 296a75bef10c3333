// Whether a reader's camera reads the bar code (QR) that a template prints: what differs between the page and
// the same page with a white square in its place is looked at module by module.
import QRCode from 'qrcode'
import type { Pixels } from '../../typst/job.ts'

const options = { errorCorrectionLevel: 'M', margin: 0 } as const

/** An SVG of the address, without a quiet zone. */
export const barCodeOf = (url: string): Promise<string> => QRCode.toString(url, { ...options, type: 'svg' })

/** As large as that, and white. */
export const whiteSquare = (svg: string): string => svg.replace(/ stroke="#[0-9a-f]+"/i, ' stroke="#ffffff"')

/** Points: a smaller one is no longer told apart by a camera that is held above a sheet of paper. */
const leastSize = 36
/** How much darker a pixel has to be than without the code, of 255: thinner traces are the letters' edges. */
const leastDifference = 48
/** Modules that may be unclear at the edges of others; the code's own correction takes more. */
const unclearMax = 0.02

interface Place {
  left: number
  top: number
  width: number
  height: number
}

/** Around every pixel that the code makes darker; undefined if it makes none darker. */
function placeOf({ width, grey }: Pixels, white: Pixels): Place | undefined {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -1, -1]
  for (let i = 0; i < grey.length; i++) {
    if (white.grey[i]! - grey[i]! < leastDifference) continue
    const [x, y] = [i % width, Math.floor(i / width)]
    if (x < left) left = x
    if (x > right) right = x
    if (y < top) top = y
    if (y > bottom) bottom = y
  }
  return right < 0 ? undefined : { left, top, width: right + 1 - left, height: bottom + 1 - top }
}

/** The share of the modules that are not what they have to be. */
function unclear(
  { width, grey }: Pixels,
  { left, top, ...size }: Place,
  isDark: (row: number, column: number) => boolean,
  count: number,
): number {
  const at = (row: number, column: number): number => {
    const x = Math.floor(left + ((column + 0.5) * size.width) / count)
    const y = Math.floor(top + ((row + 0.5) * size.height) / count)
    return grey[y * width + x] ?? 255
  }
  let wrong = 0
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++) if (at(row, column) < 128 !== isDark(row, column)) wrong++
  return wrong / (count * count)
}

/**
 * Why a camera does not read the code, in words; undefined if it does. `white`: the page with `whiteSquare` in
 * its place.
 */
export function unreadableCode(page: Pixels, white: Pixels, url: string): string | undefined {
  const place = placeOf(page, white)
  if (!place) return 'without its QR code, or where that is covered or off the page'
  const { data, size } = QRCode.create(url, options).modules
  const [width, height] = [place.width / page.perPoint, place.height / page.perPoint]
  if (Math.max(width, height) < leastSize)
    return `with a QR code of ${Math.round(width)} points, and cameras read none of fewer than ${leastSize}`
  return unclear(page, place, (row, column) => data[row * size + column] === 1, size) > unclearMax
    ? 'with a QR code that is covered, cut off, squeezed, turned, or in other colours'
    : undefined
}
