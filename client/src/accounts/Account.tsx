import type { Person } from '@lectern/shared/accounts'
import { ActionIcon, Anchor, Button, Group, Popover, Stack, Text } from '@mantine/core'
import { IconUser } from '@tabler/icons-react'
import { Link } from 'react-router'

/** Who one is, and the way out; behind a button where there is no room for both. */
export function Account({ person, onSignOut }: { person: Person; onSignOut: () => void }) {
  return (
    <>
      <Group gap="sm" wrap="nowrap" visibleFrom="sm" style={{ flexShrink: 0 }}>
        <Anchor component={Link} to="/account" size="sm" c="gray.7" truncate maw={180} title="Your account">
          <bdi>{person.name}</bdi>
        </Anchor>
        <Button variant="subtle" size="compact-sm" onClick={onSignOut}>
          Sign out
        </Button>
      </Group>
      <Popover position="bottom-end" trapFocus returnFocus transitionProps={{ duration: 0 }}>
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            size="lg"
            hiddenFrom="sm"
            aria-label={`Account of ${person.name}`}
            style={{ flexShrink: 0 }}
          >
            <IconUser size={20} aria-hidden="true" />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="sm">
            <Text size="sm">
              <bdi>{person.name}</bdi>
            </Text>
            <Anchor component={Link} to="/account" size="sm">
              Your account
            </Anchor>
            <Button variant="default" onClick={onSignOut}>
              Sign out
            </Button>
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </>
  )
}
