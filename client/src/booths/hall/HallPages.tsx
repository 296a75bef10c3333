import '../booths.css'
import { Box, Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link, Outlet, useNavigate } from 'react-router'
import { useStore } from 'zustand'
import { useMe } from '../../live/me.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { PageSkeleton } from '../../ui/Loaded.tsx'
import { Failed, Problem } from '../../ui/Problem.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { HallNotice } from './HallNotice.tsx'
import { type Hall, useHall } from './hallClient.ts'

/** The frame of all pages of the exhibit hall. */
export default function HallPages() {
  const me = useMe().data?.person
  const visits = me?.roles.some((role) => role !== 'exhibitor') ?? false
  if (me && !visits)
    return (
      <Problem title="The exhibit hall is for participants" action={<Link to="/booth">Open my booth</Link>}>
        Your place in the hall is the desk of your own booth.
      </Problem>
    )
  return (
    <HallFrame>
      <Outlet />
    </HallFrame>
  )
}

/** Shows on every page of the hall that the person is in it, and leads back. */
function HallFrame({ children }: { children: ReactNode }) {
  const hall = useHall()
  const { status, moving, moveProblem } = useStore(hall.store)
  const navigate = useNavigate()
  const goBack = async () => {
    if (await hall.leave()) await navigate('/')
  }
  return (
    <div className="booths">
      {status === 'inside' && (
        <Box component="section" className="hall-banner" aria-label="Exhibit hall">
          <Group justify="space-between" gap="xs">
            <Text size="sm" fw={500}>
              You’re in the exhibit hall. Your credit clock is stopped.
            </Text>
            <Button size="compact-sm" onClick={() => void goBack()} {...busyButton(moving === 'out')}>
              Return to the programme
            </Button>
          </Group>
          <Refusal refusal={moveProblem} kept="You are still in the hall." />
        </Box>
      )}
      {children}
    </div>
  )
}

/** Pages visible only inside; outside, the notice. */
export function HallGate({ hall, children }: { hall: Hall; children: ReactNode }) {
  const { status, problem } = useStore(hall.store)
  if (status === 'loading') return <PageSkeleton label="Loading the exhibit hall" />
  if (status === 'failed') return <Failed error={problem} retry={() => void hall.reload()} />
  return status === 'inside' ? children : <HallNotice hall={hall} />
}
