// Shows changed disclosures during a session, while the picture continues.
import { Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { Dialog } from '../ui/Dialog.tsx'
import { useAttendance } from './attendanceClient.ts'
import { DisclosuresForm } from './DisclosuresForm.tsx'

/**
 * If closed without a press it stays closed; the strip says that nothing counts, and leads back to the words.
 */
export function NewWords({ sessionId }: { sessionId: string }) {
  const attendance = useAttendance(sessionId)
  const { announced, disclosures, acknowledgedAt } = useStore(attendance.store)
  const [opened, setOpened] = useState(false)
  const [hadRead, setHadRead] = useState(false)
  const version = disclosures?.version
  // People who have read nothing yet are at the gate, or may watch without (the session's staff).
  useEffect(() => setHadRead((had) => had || acknowledgedAt !== null), [acknowledgedAt])
  const mustRead = hadRead && announced !== null && acknowledgedAt === null
  useEffect(() => setOpened(mustRead), [mustRead, version])
  return (
    <Dialog opened={opened} onClose={() => setOpened(false)} title="The disclosures have changed">
      <Text mb="md" role="alert">
        The session continues behind this. Your minutes so far are safe; new ones count once you confirm the
        changed disclosures.
      </Text>
      <DisclosuresForm
        attendance={attendance}
        order={3}
        label="Confirm – I’ve read the new disclosures"
        onAcknowledged={() => setOpened(false)}
      />
    </Dialog>
  )
}
