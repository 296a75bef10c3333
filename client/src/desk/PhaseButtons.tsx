import type { SessionState } from '@lectern/shared/program'
import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { Dialog } from '../app/Dialog.tsx'
import { useDirecting } from './useDirecting.ts'

/** Start, pause, go on, end. Ending asks first: it cannot be taken back. */
export function PhaseButtons({ state }: { state: SessionState }) {
  const { busy, direct } = useDirecting()
  const [asking, setAsking] = useState(false)
  const { sessionId, phase } = state
  return (
    <Group gap="sm">
      {phase === 'scheduled' && (
        <Button loading={busy} onClick={() => void direct('program.start', { sessionId })}>
          Start the session
        </Button>
      )}
      {phase === 'live' && (
        <Button variant="default" loading={busy} onClick={() => void direct('program.pause', { sessionId })}>
          Pause
        </Button>
      )}
      {phase === 'paused' && (
        <Button loading={busy} onClick={() => void direct('program.resume', { sessionId })}>
          Go on
        </Button>
      )}
      {(phase === 'live' || phase === 'paused') && (
        <Button color="#b3261e" variant="outline" onClick={() => setAsking(true)}>
          End
        </Button>
      )}
      <Dialog opened={asking} onClose={() => setAsking(false)} title="End this session?">
        <Text mb="md">Everybody’s picture and sound stop, and it cannot be started again.</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setAsking(false)}>
            Go on with the session
          </Button>
          <Button
            color="#b3261e"
            onClick={() => {
              setAsking(false)
              void direct('program.end', { sessionId })
            }}
          >
            End it for all
          </Button>
        </Group>
      </Dialog>
    </Group>
  )
}
