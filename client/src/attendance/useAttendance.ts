import { useFollowed } from '../live/useFollowed.ts'
import { Attendance } from './attendanceStore.ts'

export const attendanceKey = (sessionId: string): string => `attendance ${sessionId}`

/**
 * The person's watched time in a session, shared by the strip,
 * the check, the disclosures and the session's end.
 */
export const useAttendance = (sessionId: string): Attendance =>
  useFollowed(attendanceKey(sessionId), (connection) => new Attendance({ connection, sessionId }))
