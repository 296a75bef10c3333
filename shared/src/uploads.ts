// Files that people upload. Each is inspected before it is kept: images are drawn again, PDFs written again.

/** `face`: a person's picture. `logo`: the conference's or a booth's. The other kinds are a booth's. */
export type UploadKind = 'document' | 'image' | 'face' | 'logo' | 'cover'

const megabyte = 1024 * 1024
/** Limits of one uploaded file, in bytes. */
export const uploadBytesMax: Record<UploadKind, number> = {
  document: 10 * megabyte,
  image: 2 * megabyte,
  face: 2 * megabyte,
  logo: 2 * megabyte,
  cover: 2 * megabyte,
}

export const imageTypes = ['image/png', 'image/jpeg', 'image/webp'] as const
export const fileTypes = ['application/pdf', ...imageTypes] as const
export type ImageType = (typeof imageTypes)[number]
export type FileType = (typeof fileTypes)[number]
