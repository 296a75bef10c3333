import type { BoothField, BoothSettings, ManagedBooth } from '@lectern/shared/booths'
import { Anchor, Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { useCommand } from '../../live/useCommand.ts'
import { useNow } from '../../live/useConnection.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { counted } from '../../words/counts.ts'
import { HoursPlot } from '../HoursPlot.tsx'
import { EditableFields } from './EditableFields.tsx'
import { InviteStaff } from './InviteStaff.tsx'
import { manageKey } from './manageQuery.ts'

/** One booth, as the organiser sees it. */
export function ManagedBoothCard({ managed }: { managed: ManagedBooth }) {
  const { booth, staff, visitors, hours } = managed
  return (
    <Card withBorder component="article" aria-labelledby={`booth-${booth.id}`}>
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <Title order={2} size="h3" id={`booth-${booth.id}`}>
            {booth.name}
          </Title>
          <Badge variant="outline" color={booth.open ? 'teal' : 'gray.7'} radius="sm" tt="none">
            {booth.open ? 'Open' : 'Closed'}
          </Badge>
        </Group>
        <Text className="figures">{counted(visitors, 'person has', 'people have')} been here.</Text>
        <HoursPlot hours={hours} now={useNow(60_000)} label={`Visits by hour: ${booth.name}`} />
        <Permissions booth={booth} />
        <div>
          <Text size="sm" fw={600}>
            Staff
          </Text>
          <Text size="sm">
            {staff.length === 0
              ? 'Nobody yet. Invite somebody of the company.'
              : staff.map(({ name }) => name).join(', ')}
          </Text>
        </div>
        <InviteStaff booth={booth} />
        <Anchor component={Link} to={`/hall/manage/${booth.id}`}>
          Edit what {booth.name} says
        </Anchor>
      </Stack>
    </Card>
  )
}

/** Opens or closes the booth, and sets what its staff may change. */
function Permissions({ booth }: { booth: BoothSettings }) {
  const [editable, setEditable] = useState<readonly BoothField[]>()
  const { busy, refusal, send } = useCommand({ changes: manageKey })
  const wanted = editable ?? booth.editable
  async function permit(open: boolean, fields: readonly BoothField[]) {
    const { id: boothId, version } = booth
    const done = await send('booths.permit', { boothId, version, open, editable: [...fields] })
    if (done && fields === editable) setEditable(undefined)
  }
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Button
          variant="default"
          onClick={() => void permit(!booth.open, booth.editable)}
          aria-label={`${booth.open ? 'Close' : 'Open'} the booth of ${booth.name}`}
          {...busyButton(busy)}
        >
          {booth.open ? 'Close the booth' : 'Open the booth'}
        </Button>
        <Text size="sm" c="gray.7">
          {booth.open
            ? 'Closed, nobody can visit it; what was said and given is kept.'
            : 'Nobody can visit it at the moment.'}
        </Text>
      </Group>
      <EditableFields editable={wanted} onChange={setEditable} />
      {editable && (
        <Button
          style={{ alignSelf: 'start' }}
          onClick={() => void permit(booth.open, editable)}
          aria-label={`Save what the staff of ${booth.name} may change`}
          {...busyButton(busy)}
        >
          Save what they may change
        </Button>
      )}
      <Refusal refusal={refusal} />
    </Stack>
  )
}
