import { useFollowed } from '../live/useFollowed.ts'
import { Attendance } from './attendanceStore.ts'

export const attendanceKey = (sessionId: string): string => `attendance ${sessionId}`

/** The person's watched time in a session: the strip, the check, the disclosures and the end of a session share one. */
export const useAttendance = (sessionId: string): Attendance =>
  useFollowed(attendanceKey(sessionId), (connection) => new Attendance({ connection, sessionId }))
