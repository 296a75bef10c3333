import { Button, Group } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { Notice } from '../../ui/Notice.tsx'

interface BothChangedProps {
  /** Whose change is refused, in words. */
  message: string
  takeTheirs: () => void
  keepMine: () => void
}

/** Two people changed the same: what was written here is kept until one of the two is chosen. */
export const BothChanged = ({ message, takeTheirs, keepMine }: BothChangedProps) => (
  <Notice
    action={
      <Group gap="sm">
        <Button variant="default" size="compact-md" onClick={takeTheirs}>
          Take theirs
        </Button>
        <Button variant="default" size="compact-md" onClick={keepMine}>
          Keep mine
        </Button>
      </Group>
    }
  >
    {message} What you wrote is still here: keep it and save again, or take what they saved.
  </Notice>
)

/** Before what was written is lost. */
export function LeavingActivity({ stay, leave }: { stay: () => void; leave: () => void }) {
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  return (
    <Notice
      action={
        <Group gap="sm">
          <Button ref={first} variant="default" size="compact-md" onClick={stay}>
            Go on writing
          </Button>
          <Button variant="default" size="compact-md" onClick={leave}>
            Discard it
          </Button>
        </Group>
      }
    >
      What you wrote is not saved.
    </Notice>
  )
}
