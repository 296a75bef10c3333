const ofBooth = (boothId: string): string => `/api/booths/${encodeURIComponent(boothId)}`

export const fileUrl = (boothId: string, fileId: string): string =>
  `${ofBooth(boothId)}/files/${encodeURIComponent(fileId)}`
export const leadsUrl = (boothId: string): string => `${ofBooth(boothId)}/leads.csv`
export const uploadUrl = (boothId: string, kind: string, name: string): string =>
  `${ofBooth(boothId)}/files?${new URLSearchParams({ kind, name }).toString()}`
