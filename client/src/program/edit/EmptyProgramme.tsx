import { Button, Group } from '@mantine/core'
import { IconCalendarPlus, IconPlus } from '@tabler/icons-react'
import { Empty } from '../../ui/Empty.tsx'

/** A programme without sessions, and the ways to begin it. */
export const EmptyProgramme = ({ onNew }: { onNew: () => void }) => (
  <Empty
    icon={IconCalendarPlus}
    title="No sessions yet"
    action={
      <Group gap="sm" justify="center">
        <Button leftSection={<IconPlus size={16} stroke={2} aria-hidden="true" />} onClick={onNew}>
          New session
        </Button>
      </Group>
    }
  >
    Plan the first session here. A programme can also be imported from a file, or copied with a new conference
    from an earlier one.
  </Empty>
)
