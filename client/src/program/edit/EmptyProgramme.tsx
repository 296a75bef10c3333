import { Button, Group } from '@mantine/core'
import { IconCalendarPlus, IconFileImport, IconPlus } from '@tabler/icons-react'
import { Link } from 'react-router'
import { Empty } from '../../ui/Empty.tsx'

/** A programme without sessions, and the ways to begin it. */
export const EmptyProgramme = ({ onNew }: { onNew: () => void }) => (
  <Empty
    icon={IconCalendarPlus}
    title="No sessions yet"
    action={
      <Group gap="sm" justify="center">
        <Button leftSection={<IconPlus size={16} stroke={2} aria-hidden="true" />} onClick={onNew}>
          Plan the first session
        </Button>
        <Button
          component={Link}
          to="/office/imports"
          variant="default"
          leftSection={<IconFileImport size={16} stroke={1.75} aria-hidden="true" />}
        >
          Import from a file
        </Button>
      </Group>
    }
  >
    A programme can also be copied with a new conference from an earlier one. What you plan is a draft, which
    clinicians see once it is approved.
  </Empty>
)
