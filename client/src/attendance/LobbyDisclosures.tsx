import { DisclosuresForm } from './DisclosuresForm.tsx'
import { useAttendance } from './useAttendance.ts'

/** Before the start: whoever reads now sees the picture at once when the session goes live. */
export function LobbyDisclosures({ sessionId }: { sessionId: string }) {
  const attendance = useAttendance(sessionId)
  return attendance ? <DisclosuresForm attendance={attendance} order={2} label="I have read this" /> : null
}
