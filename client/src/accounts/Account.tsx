import './account.css'
import type { Person } from '@lectern/shared/accounts'
import type { Role } from '@lectern/shared/roles'
import { Button, Popover, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconDevices, IconFileCertificate, IconId, IconLogout } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { Face } from '../ui/Face.tsx'
import { SchemeChoice } from '../ui/SchemeChoice.tsx'

interface AccountProps {
  person: Person
  /** The address of their picture. */
  picture?: string | undefined
  onSignOut: () => void
  /** Between the person's pages and the way out. */
  children?: ReactNode
}

/** Whoever else is asked for their form gets a link to it. */
const controlsContent = new Set<Role>(['speaker', 'moderator', 'organiser'])

/** Who one is: opens what belongs to the person, and the way out. */
export function Account({ person, picture, onSignOut, children }: AccountProps) {
  const [opened, setOpened] = useState(false)
  const close = () => setOpened(false)
  const profession = [person.credentials, person.affiliation].filter(Boolean).join(' · ')
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={280}
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <UnstyledButton className="account" onClick={() => setOpened((isOpen) => !isOpen)}>
          <Face name={person.name} src={picture} size={28} />
          <VisuallyHidden>Account of {person.name}</VisuallyHidden>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <div className="account-who">
          <Face name={person.name} src={picture} size={40} />
          <div>
            <div className="account-name" dir="auto">
              {person.name}
            </div>
            {profession && <div className="account-about">{profession}</div>}
          </div>
        </div>
        <Link to="/account/details" className="account-item" onClick={close}>
          <IconId size={20} stroke={1.75} aria-hidden="true" />
          My details
        </Link>
        {person.roles.some((role) => controlsContent.has(role)) && (
          <Link to="/disclosure" className="account-item" onClick={close}>
            <IconFileCertificate size={20} stroke={1.75} aria-hidden="true" />
            Financial disclosure
          </Link>
        )}
        <Link to="/account" className="account-item" onClick={close}>
          <IconDevices size={20} stroke={1.75} aria-hidden="true" />
          Links and devices
        </Link>
        {children}
        <SchemeChoice />
        <Button
          variant="subtle"
          color="gray"
          fullWidth
          justify="flex-start"
          leftSection={<IconLogout size={20} stroke={1.75} aria-hidden="true" />}
          onClick={onSignOut}
        >
          Sign out
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
