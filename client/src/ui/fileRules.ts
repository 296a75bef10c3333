// What may be uploaded, as a page checks it before sending; the server inspects the file itself.
import { imageTypes, type UploadKind, uploadBytesMax } from '@lectern/shared/uploads'
import { sizeWords } from '../words/counts.ts'

/** For a file chooser. */
export const acceptedTypes = (kind: UploadKind): string =>
  kind === 'document' ? 'application/pdf' : imageTypes.join(',')

/** "PNG, JPEG or WebP, up to 2 MB" */
export const allowedWords = (kind: UploadKind): string =>
  `${kind === 'document' ? 'PDF' : 'PNG, JPEG or WebP'}, up to ${sizeWords(uploadBytesMax[kind])}`

export function fileProblem(kind: UploadKind, { size, type }: Blob): string | undefined {
  if (size > uploadBytesMax[kind]) return `This file has ${sizeWords(size)}. Allowed: ${allowedWords(kind)}.`
  if (size === 0) return 'This file is empty.'
  const isRefused = type !== '' && !acceptedTypes(kind).split(',').includes(type)
  return isRefused ? `This kind of file cannot be shown here. Allowed: ${allowedWords(kind)}.` : undefined
}
