// Images are redrawn: the stored file has the picture's pixels and nothing else of the upload.
import type { FileType } from '@lectern/shared/booths'
import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { UnfitFile } from './unfitFile.ts'

/** Fits a camera's picture; a booth shows far less. */
const pixelsMax = 50_000_000
/** The longer side of the stored image, in pixels. */
const sideMax = 2400

const encoders = { 'image/png': 'png', 'image/jpeg': 'jpeg', 'image/webp': 'webp' } as const
type ImageType = keyof typeof encoders
const isImage = (type: string | undefined): type is ImageType =>
  type !== undefined && Object.hasOwn(encoders, type)

/** Keeps only the first picture of an animation. @throws {UnfitFile} */
export async function checkImage(uploaded: Buffer): Promise<{ type: FileType; content: Buffer }> {
  const found = (await fileTypeFromBuffer(uploaded))?.mime
  if (found === 'image/gif')
    throw new UnfitFile(
      'This is a GIF. Booths show no animations and no GIFs: save the picture you want as PNG, JPEG or WebP.',
    )
  const type = found === 'image/apng' ? 'image/png' : found
  if (!isImage(type))
    throw new UnfitFile(
      'This file is not a PNG, JPEG or WebP image, even if its name says so. Save it as one of these.',
    )
  sharp.cache(false)
  sharp.concurrency(1)
  // Reads only the header.
  const { width, height } = await sharp(uploaded, { limitInputPixels: false }).metadata().catch(damaged)
  if (width * height > pixelsMax)
    throw new UnfitFile(
      `This image has ${width} × ${height} pixels. At most ${pixelsMax / 1_000_000} million are taken: make it smaller.`,
    )
  const content = await sharp(uploaded, {
    failOn: 'error',
    limitInputPixels: pixelsMax,
    sequentialRead: true,
  })
    .autoOrient()
    .resize(sideMax, sideMax, { fit: 'inside', withoutEnlargement: true })
    .toFormat(encoders[type])
    .toBuffer()
    .catch(damaged)
  return { type, content }
}

function damaged(): never {
  throw new UnfitFile(
    'This image is damaged or incomplete. Open it, save it again as PNG or JPEG, and send that.',
  )
}
