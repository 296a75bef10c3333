import type { FileKind } from '@lectern/shared/booths'
import { urlOf } from '../live/http.ts'

export const fileUrl = (boothId: string, fileId: string): string =>
  urlOf('booths.file', { params: { boothId, fileId } })
export const leadsUrl = (boothId: string): string => urlOf('booths.leadsFile', { params: { boothId } })
export const uploadUrl = (boothId: string, kind: FileKind, name: string): string =>
  urlOf('booths.upload', { params: { boothId }, query: { kind, name } })
