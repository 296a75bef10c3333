import { Popover, Stack, Switch, Text } from '@mantine/core'
import { IconBell, IconBellOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { IconButton } from '../../ui/IconButton.tsx'
import { setSingleKeys, useSingleKeys } from '../../ui/singleKeys.ts'
import { type Permission, permissionNow, type RingChooser } from './ringSettings.ts'

const permissionWords: Record<Permission, string> = {
  default: 'Your browser will ask for permission.',
  granted: 'While this page is in the background.',
  denied: 'Blocked. Allow notifications for this page in your browser’s settings.',
  unsupported: 'Not available in this browser.',
}

/** How the desk calls for attention: a switch for each way. */
export function RingSwitches({ ring }: { ring: RingChooser }) {
  const { sound, notifications, isSoundBlocked } = useStore(ring.store)
  const [permission, setPermission] = useState(permissionNow)
  const keys = useSingleKeys()
  const mayNotify = permission === 'default' || permission === 'granted'
  return (
    <Popover position="bottom-end" width={300} withArrow shadow="none" trapFocus>
      <Popover.Target>
        <IconButton
          label="Alerts and keys"
          icon={sound ? IconBell : IconBellOff}
          {...(sound && isSoundBlocked && { color: 'amber.8' })}
        />
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="md" role="group" aria-label="Alerts and keys">
          <Switch
            label="Sound"
            aria-label="Sound"
            description={
              sound && isSoundBlocked
                ? 'Your browser holds the sound back until you click this page.'
                : 'Rings while a call waits; a tone for new messages.'
            }
            checked={sound}
            onChange={(event) => ring.setSound(event.currentTarget.checked)}
          />
          <Switch
            label="System notifications"
            aria-label="System notifications"
            description={permissionWords[permission]}
            disabled={!mayNotify}
            checked={notifications && mayNotify}
            onChange={(event) =>
              void ring
                .setNotifications(event.currentTarget.checked)
                .then(() => setPermission(permissionNow()))
            }
          />
          <Switch
            label="Keyboard shortcuts"
            aria-label="Keyboard shortcuts"
            description="a accepts the next call, n opens the next visitor who waits."
            checked={keys}
            onChange={(event) => setSingleKeys(event.currentTarget.checked)}
          />
        </Stack>
        <Text size="xs" c="gray.7" mt="sm">
          Sound and notifications: for this tab.
        </Text>
      </Popover.Dropdown>
    </Popover>
  )
}
