import type { BoothSettings, FileKind } from '@lectern/shared/booths'
import { fileNameMax } from '@lectern/shared/limits'
import { type OnProgress, upload } from '../../live/upload.ts'

export type Upload = (
  boothId: string,
  kind: FileKind,
  file: File,
  onProgress: OnProgress,
) => Promise<BoothSettings>

/** Shortens names but keeps their ending, which shows the type. */
const shortened = (name: string): string =>
  name.length <= fileNameMax ? name : `${name.slice(0, fileNameMax - 10)}…${name.slice(-8)}`

export const uploadFile: Upload = (boothId, kind, file, onProgress) =>
  upload('booths.upload', file, onProgress, {
    params: { boothId },
    query: { kind, name: shortened(file.name) },
  })
