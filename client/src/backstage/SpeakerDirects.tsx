import type { SessionView } from '@lectern/shared/program'
import { Button, Card, Group, Text } from '@mantine/core'
import { useCommand } from '../live/useCommand.ts'
import { PhaseButtons } from '../program/PhaseButtons.tsx'
import { notDone } from '../ui/notDone.ts'

/** In a session without a moderator its speaker starts it and goes on stage alone. */
export function SpeakerDirects({
  view,
  personId,
  onStage,
}: {
  view: SessionView
  personId: string
  onStage: boolean
}) {
  const { busy, send } = useCommand({ onRefused: notDone })
  const { id: sessionId } = view.session
  return (
    <Card withBorder>
      <Text size="sm" mb="sm">
        This session has no moderator: you run it yourself.
      </Text>
      <Group gap="sm">
        <Button
          loading={busy}
          variant={onStage ? 'default' : 'filled'}
          onClick={() => void send(onStage ? 'stage.takeOff' : 'stage.bringOn', { sessionId, personId })}
        >
          {onStage ? 'Leave the stage' : 'Go on stage'}
        </Button>
        <PhaseButtons state={view.state} />
      </Group>
    </Card>
  )
}
