import { urlOf } from '../live/http.ts'

export const fileUrl = (boothId: string, fileId: string): string =>
  urlOf('booths.file', { params: { boothId, fileId } })
export const leadsUrl = (boothId: string): string => urlOf('booths.leadsFile', { params: { boothId } })
