import { type BoothField, type BoothSettings, type ManagedBooth, plannedMs } from '@lectern/shared/booths'
import { Button, Drawer, Stack, Switch, Text } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { useNow } from '../../live/useConnection.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { Section } from '../../ui/Section.tsx'
import { Stat, Stats } from '../../ui/Stats.tsx'
import { counted, countOf } from '../../words/counts.ts'
import { longDurationOf } from '../../words/durations.ts'
import { HoursPlot } from '../HoursPlot.tsx'
import { AddStaff } from './AddStaff.tsx'
import { staffedMsOf, visitsOf } from './boothFigures.ts'
import { EditableFields } from './EditableFields.tsx'
import { StaffList } from './StaffList.tsx'
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

function BoothOf({ managed }: { managed: ManagedBooth }) {
  const { booth, staff, visitors, hours } = managed
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
      <BoothFigures managed={managed} />
      <Section id="booth-staff" title="Staff" order={3} count={staff.length}>
        <StaffList booth={booth} staff={staff} />
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

/** What came of the booth, in numbers. */
function BoothFigures({ managed }: { managed: ManagedBooth }) {
  const { booth, counts } = managed
  const planned = plannedMs(booth)
  return (
    <Stats label={`Figures of ${booth.name}`}>
      <Stat label="Visits" value={countOf(visitsOf(managed))} />
      <Stat label="Visitors" value={countOf(managed.visitors)} />
      <Stat label="Chats" value={countOf(counts.chats)} />
      <Stat label="Calls" value={countOf(counts.calls)} />
      <Stat label="Leads" value={countOf(counts.leads)} hint="with consent" />
      <Stat
        label="Staffed"
        value={longDurationOf(staffedMsOf(managed))}
        hint={planned > 0 ? `of ${longDurationOf(planned)} planned` : 'no hours planned'}
      />
    </Stats>
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
