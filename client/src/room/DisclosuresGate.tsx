import type { SessionView } from '@lectern/shared/program'
import { Stack } from '@mantine/core'
import { useEffect } from 'react'
import { useAttendance } from '../attendance/attendanceClient.ts'
import { DisclosuresForm } from '../attendance/DisclosuresForm.tsx'
import { PhaseBadge } from '../program/PhaseBadge.tsx'
import { Page, PageHead } from '../ui/Page.tsx'

/** The disclosures, in place of the picture until the person has confirmed them. */
export function DisclosuresGate({
  view: { session, state },
  onAcknowledged,
}: {
  view: SessionView
  onAcknowledged: () => void
}) {
  const attendance = useAttendance(session.id)
  useEffect(() => {
    // Confirmed but refused: the words have changed since.
    if (attendance.store.getState().acknowledgedAt) void attendance.reload()
  }, [attendance])
  return (
    <Page width="reading">
      <PageHead
        title={session.title}
        over={<PhaseBadge phase={state.phase} />}
        lead="Please read this first. The session opens right after."
      />
      <Stack gap="lg">
        <DisclosuresForm
          attendance={attendance}
          session={session}
          order={2}
          label="Confirm – I’ve read this"
          always
          onAcknowledged={onAcknowledged}
        />
      </Stack>
    </Page>
  )
}
