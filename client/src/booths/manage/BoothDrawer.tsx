import type { BoothField, BoothSettings, ManagedBooth } from '@lectern/shared/booths'
import { Button, Drawer, Stack, Switch, Text } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { useNow } from '../../live/useConnection.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { Section } from '../../ui/Section.tsx'
import { counted } from '../../words/counts.ts'
import { HoursPlot } from '../HoursPlot.tsx'
import { AddStaff } from './AddStaff.tsx'
import { EditableFields } from './EditableFields.tsx'
import { usePermit } from './usePermit.ts'

interface BoothDrawerProps {
  managed: ManagedBooth | undefined
  onClose: () => void
}

/** One booth, as the organiser manages it. */
export const BoothDrawer = ({ managed, onClose }: BoothDrawerProps) => (
  <Drawer.Root opened={managed !== undefined} onClose={onClose} position="right" size="md">
    <Drawer.Overlay />
    <Drawer.Content>
      {/* Its element is a <header>, which would count as a second banner of the page. */}
      <Drawer.Header role="presentation">
        <Drawer.Title>{managed?.booth.name}</Drawer.Title>
        <Drawer.CloseButton />
      </Drawer.Header>
      <Drawer.Body>{managed && <BoothOf key={managed.booth.id} managed={managed} />}</Drawer.Body>
    </Drawer.Content>
  </Drawer.Root>
)

function BoothOf({ managed: { booth, staff, visitors, hours } }: { managed: ManagedBooth }) {
  const now = useNow(60_000)
  return (
    <Stack gap="lg" className="booths">
      <Button
        component={Link}
        to={`/office/exhibitors/${booth.id}`}
        variant="default"
        style={{ alignSelf: 'start' }}
        leftSection={<IconPencil size={16} stroke={1.75} aria-hidden="true" />}
      >
        Edit booth
      </Button>
      <Opening booth={booth} />
      <Section id="booth-staff" title="Staff" order={3} count={staff.length}>
        {staff.length === 0 ? (
          <Text size="sm" c="gray.7">
            None yet. Add the people who will staff this booth.
          </Text>
        ) : (
          <ul className="booth-names">
            {staff.map(({ staffId, name }) => (
              <li key={staffId}>
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
        )}
        <AddStaff booth={booth} />
      </Section>
      <Editable booth={booth} />
      <Section id="booth-visits" title="Visits" order={3}>
        <Text size="sm" className="figures" mb="sm">
          {visitors === 0 ? 'No visitors yet.' : `${counted(visitors, 'visitor')} so far.`}
        </Text>
        {visitors > 0 && <HoursPlot hours={hours} now={now} label={`Visits by hour: ${booth.name}`} />}
      </Section>
    </Stack>
  )
}

function Opening({ booth }: { booth: BoothSettings }) {
  const { isOpen, busy, refusal, permit } = usePermit(booth)
  return (
    <div>
      <Switch
        label="Open"
        aria-label="Open"
        description="Visitors can’t enter a closed booth. Chats and leads are kept."
        checked={isOpen}
        aria-busy={busy}
        onChange={(event) => void permit({ open: event.currentTarget.checked })}
      />
      <Refusal refusal={refusal} size="sm" />
    </div>
  )
}

/** What the booth's staff may change by themselves. */
function Editable({ booth }: { booth: BoothSettings }) {
  const [editable, setEditable] = useState<readonly BoothField[]>()
  const { busy, refusal, permit } = usePermit(booth)
  return (
    <Stack gap="sm" align="flex-start">
      <EditableFields editable={editable ?? booth.editable} onChange={setEditable} />
      {editable && (
        <Button
          size="compact-md"
          onClick={() => void permit({ editable }).then((done) => done && setEditable(undefined))}
          {...busyButton(busy)}
        >
          Save
        </Button>
      )}
      <Refusal refusal={refusal} size="sm" />
    </Stack>
  )
}
