// The conference that was open last in this browser. It only leads there people who have a place at it.
import { keep, kept } from './kept.ts'

const key = 'lectern.conference'

export const lastConference = (): string | null => kept(key)
export const rememberConference = (conferenceId: string): void => keep(key, conferenceId)
