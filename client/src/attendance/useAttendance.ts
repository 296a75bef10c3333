import { useEffect, useState } from 'react'
import { live } from '../live/live.ts'
import { type Attendance, createAttendance } from './attendanceStore.ts'

/** How long (ms) it is kept when nothing shows it: from the picture to the end of a session nothing need be asked anew. */
const keptMs = 5000

/** What is in use now: the strip, the check, the disclosures and the end of a session share one. */
const inUse = new Map<string, { attendance: Attendance; users: number }>()

function hold(sessionId: string): { attendance: Attendance; release: () => void } {
  let entry = inUse.get(sessionId)
  if (!entry) {
    const attendance = createAttendance({ connection: live(), sessionId })
    entry = { attendance, users: 0 }
    inUse.set(sessionId, entry)
    attendance.start()
  }
  const held = entry
  held.users++
  return {
    attendance: held.attendance,
    release: () => {
      if (--held.users > 0) return
      setTimeout(() => {
        if (held.users > 0 || inUse.get(sessionId) !== held) return
        inUse.delete(sessionId)
        held.attendance.stop()
      }, keptMs)
    },
  }
}

/** The person's watched time in a session, kept current while anything on the page shows it. */
export function useAttendance(sessionId: string): Attendance | undefined {
  const [attendance, setAttendance] = useState<Attendance>()
  useEffect(() => {
    const held = hold(sessionId)
    setAttendance(held.attendance)
    return held.release
  }, [sessionId])
  return attendance
}
