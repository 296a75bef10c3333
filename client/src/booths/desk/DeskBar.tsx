import { Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import { useStore } from 'zustand'
import { Chip } from '../../ui/Chip.tsx'
import { Part } from '../../ui/ErrorBoundary.tsx'
import { CompanyLogo } from '../../ui/Face.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { counted } from '../../words/counts.ts'
import { fileUrl } from '../fileUrl.ts'
import type { Desk } from './deskClient.ts'
import { OwnState } from './OwnState.tsx'
import { RingSwitches } from './RingSwitches.tsx'
import type { RingChooser } from './ringSettings.ts'

interface DeskBarProps {
  desk: Desk
  ring: RingChooser
  /** What has just happened. */
  message: string
}

/** The desk's top: the booth, who is there, the staff member's own state and alerts. */
export function DeskBar({ desk, ring, message }: DeskBarProps) {
  const { booth, present } = useStore(desk.store)
  if (!booth) return null
  const { id, name, logo, open } = booth
  return (
    <div className="desk-bar">
      <CompanyLogo name={name} src={logo ? fileUrl(id, logo.id) : undefined} size={32} />
      <PageHeading title={`Desk – ${name}`} size="h3">
        {name}
      </PageHeading>
      <Text size="sm" c="gray.7" className="figures">
        {counted(present.count, 'visitor')} here now
      </Text>
      {!open && <Chip tone="amber">Closed by the organiser: visitors can’t enter</Chip>}
      <Text role="status" size="sm" fw={500} className="desk-message">
        {message}
      </Text>
      <Part name="Your state">
        <OwnState desk={desk} />
      </Part>
      <Part name="Your alerts">
        <RingSwitches ring={ring} />
      </Part>
      <Anchor component={Link} to="/booth/edit" size="sm">
        Edit booth
      </Anchor>
    </div>
  )
}
