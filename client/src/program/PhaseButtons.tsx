import type { SessionState } from '@lectern/shared/program'
import { Button, Group, Menu, Text } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { notDone } from '../ui/notDone.ts'

const breakMinutes = [5, 10, 15]

/** Start, break, resume, end. Ending asks first, since it cannot be undone. */
export function PhaseButtons({ state }: { state: SessionState }) {
  const { busy, send } = useCommand({ onRefused: notDone })
  const [asking, setAsking] = useState(false)
  const { sessionId, phase } = state
  const runs = phase === 'live' || phase === 'paused'
  return (
    <Group gap="sm">
      {phase === 'scheduled' && (
        <Button loading={busy} onClick={() => void send('program.start', { sessionId })}>
          Start the session
        </Button>
      )}
      {phase === 'live' && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" loading={busy}>
              Break
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>Viewers see and hear nothing meanwhile.</Menu.Label>
            {breakMinutes.map((minutes) => (
              <Menu.Item key={minutes} onClick={() => void send('program.pause', { sessionId, minutes })}>
                {minutes} minutes
              </Menu.Item>
            ))}
            <Menu.Item onClick={() => void send('program.pause', { sessionId })}>Open end</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {phase === 'paused' && (
        <Button loading={busy} onClick={() => void send('program.resume', { sessionId })}>
          Go on
        </Button>
      )}
      {runs && (
        <Button color="red" variant="outline" onClick={() => setAsking(true)}>
          End
        </Button>
      )}
      <Dialog opened={asking} onClose={() => setAsking(false)} title="End this session?">
        <Text mb="md">
          Everybody’s picture and sound stop, its questions and polls are closed, and it cannot be started
          again.
        </Text>
        <DialogButtons
          cancel="Go on with the session"
          onCancel={() => setAsking(false)}
          confirm="End it for all"
          color="red"
          onConfirm={() => {
            setAsking(false)
            void send('program.end', { sessionId })
          }}
        />
      </Dialog>
    </Group>
  )
}
