import './attendance.css'
import type { Session } from '@lectern/shared/program'
import { Stack } from '@mantine/core'
import { useStore } from 'zustand'
import { useAttendance } from './attendanceClient.ts'
import { Demands } from './Demands.tsx'
import { DisclosuresText } from './DisclosuresText.tsx'

/** The disclosures stay readable during the session. */
export function RoomDisclosures({ session }: { session: Session }) {
  const attendance = useAttendance(session.id)
  const { announced, disclosures } = useStore(attendance.store)
  if (!announced || !disclosures) return null
  return (
    <Stack gap="md">
      <DisclosuresText disclosures={disclosures} session={session} order={2} />
      <Demands announced={announced} order={2} />
    </Stack>
  )
}
