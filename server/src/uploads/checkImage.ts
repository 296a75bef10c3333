// Images are redrawn: the stored file has the picture's pixels and nothing else of the upload.
import type { ImageType, UploadKind } from '@lectern/shared/uploads'
import { fileTypeFromBuffer } from 'file-type'
import sharp, { type ResizeOptions } from 'sharp'
import { UnfitFile } from './unfitFile.ts'

/** Fits a camera's picture; pages show far less. */
const pixelsMax = 50_000_000

export type ImageKind = Exclude<UploadKind, 'document'>
interface Form {
  /** The longer side of the stored image, in pixels. */
  side: number
  resize: ResizeOptions
  /** The stored type; by default the uploaded one. */
  type?: ImageType
}
const forms: Record<ImageKind, Form> = {
  image: { side: 2400, resize: { fit: 'inside', withoutEnlargement: true } },
  // A square around what draws the eye, so that a whole-length photograph keeps its head.
  face: { side: 256, resize: { fit: 'cover', position: sharp.strategy.attention }, type: 'image/webp' },
  // PNG, because emails and printed documents may show it too.
  logo: { side: 512, resize: { fit: 'inside', withoutEnlargement: true }, type: 'image/png' },
  // Pages crop it to 16:9.
  cover: { side: 1600, resize: { fit: 'inside', withoutEnlargement: true } },
}

const encoders = { 'image/png': 'png', 'image/jpeg': 'jpeg', 'image/webp': 'webp' } as const
const isImage = (type: string | undefined): type is ImageType =>
  type !== undefined && Object.hasOwn(encoders, type)

/** Keeps only the first picture of an animation. @throws {UnfitFile} */
export async function checkImage(
  uploaded: Buffer,
  kind: ImageKind,
): Promise<{ type: ImageType; content: Buffer }> {
  const found = (await fileTypeFromBuffer(uploaded))?.mime
  if (found === 'image/gif')
    throw new UnfitFile(
      'This is a GIF. Animations are not shown: save the picture you want as PNG, JPEG or WebP.',
    )
  const uploadedType = found === 'image/apng' ? 'image/png' : found
  if (!isImage(uploadedType))
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
  const { side, resize, type = uploadedType } = forms[kind]
  const content = await sharp(uploaded, {
    failOn: 'error',
    limitInputPixels: pixelsMax,
    sequentialRead: true,
  })
    .autoOrient()
    .resize(side, side, resize)
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
