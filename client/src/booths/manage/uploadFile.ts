// Uploads files. `fetch` does not report an upload's progress; XMLHttpRequest does.
import { type BoothSettings, type FileKind, fileBytesMax } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import { fileNameMax } from '@lectern/shared/limits'
import { refusalOf, replyOf } from '../../live/http.ts'
import { sizeWords } from '../../words/counts.ts'
import { uploadUrl } from '../fileUrl.ts'

export const acceptedTypes: Record<FileKind, string> = {
  document: 'application/pdf',
  image: 'image/png,image/jpeg,image/webp',
}
export const allowedWords: Record<FileKind, string> = {
  document: `PDF, up to ${sizeWords(fileBytesMax.document)}`,
  image: `PNG, JPEG or WebP, up to ${sizeWords(fileBytesMax.image)}`,
}

/** Checks that are possible before sending; the server inspects the file itself. */
export function fileProblem(kind: FileKind, { size, type }: File): string | undefined {
  if (size > fileBytesMax[kind]) return `This file has ${sizeWords(size)}. Allowed: ${allowedWords[kind]}.`
  if (size === 0) return 'This file is empty.'
  const isRefused = type !== '' && !acceptedTypes[kind].split(',').includes(type)
  return isRefused ? `This kind of file cannot be shown here. Allowed: ${allowedWords[kind]}.` : undefined
}

export type Upload = (
  boothId: string,
  kind: FileKind,
  file: File,
  /** 0 to 1 */
  onProgress: (share: number) => void,
) => Promise<BoothSettings>

/** Shortens names but keeps their ending, which shows the type. */
const shortened = (name: string): string =>
  name.length <= fileNameMax ? name : `${name.slice(0, fileNameMax - 10)}…${name.slice(-8)}`

export const uploadFile: Upload = (boothId, kind, file, onProgress) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', uploadUrl(boothId, kind, shortened(file.name)))
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('Accept', 'application/json')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onerror = () => reject(errors.noAnswer())
    request.onload = () => {
      const body: unknown = request.response
      if (request.status === 201 && body) resolve(replyOf('booths.upload', body))
      else reject(refusalOf(body))
    }
    request.send(file)
  })
