import type { SessionView } from '@lectern/shared/program'
import { Container, Group, Stack, Text } from '@mantine/core'
import { useEffect } from 'react'
import { useAttendance } from '../attendance/attendanceClient.ts'
import { DisclosuresForm } from '../attendance/DisclosuresForm.tsx'
import { PhaseBadge } from '../program/PhaseBadge.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'

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
    <Container size="sm" py="lg">
      <Stack gap="md">
        <Group gap="sm">
          <PhaseBadge phase={state.phase} />
          <Text size="sm">Read this first. The picture follows at once.</Text>
        </Group>
        <PageHeading>{session.title}</PageHeading>
        <DisclosuresForm
          attendance={attendance}
          order={2}
          label="I have read this — continue to the session"
          always
          onAcknowledged={onAcknowledged}
        />
      </Stack>
    </Container>
  )
}
