import type { SessionState } from '@lectern/shared/program'
import { Button, Group, Menu, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Keycap, useKeyName } from '../ui/Keycap.tsx'
import type { Key } from '../ui/keys.ts'
import { notDone } from '../ui/notDone.ts'
import { useShortcuts } from '../ui/shortcuts.ts'

const breakMinutes = [5, 10, 15]

interface PhaseButtonsProps {
  state: SessionState
  /** Single keys press them too. */
  hasKeys?: boolean
}

/** Start, break, resume, end. Ending asks first, since it cannot be undone. */
export function PhaseButtons({ state, hasKeys = false }: PhaseButtonsProps) {
  const { busy, send } = useCommand({ onRefused: notDone })
  const [asking, setAsking] = useState(false)
  const [choosing, setChoosing] = useState(false)
  const keyName = useKeyName()
  const { sessionId, phase } = state
  const runs = phase === 'live' || phase === 'paused'
  const start = () => void send('program.start', { sessionId })
  const resume = () => void send('program.resume', { sessionId })
  const pause = (minutes?: number) =>
    void send('program.pause', { sessionId, ...(minutes !== undefined && { minutes }) })
  useShortcuts(
    hasKeys
      ? [
          { key: 'S', does: 'start the session', run: () => phase === 'scheduled' && start() },
          {
            key: 'P',
            does: 'break, or resume',
            run: () => (phase === 'live' ? setChoosing(true) : phase === 'paused' && resume()),
          },
          { key: 'E', does: 'end the session', run: () => runs && setAsking(true) },
        ]
      : [],
  )
  const withKey = (words: string, key: Key): ReactNode => (
    <>
      {words}
      {hasKeys && (
        <span aria-hidden="true">
          &nbsp;
          <Keycap of={key} />
        </span>
      )}
    </>
  )
  const keyOf = (key: Key) => (hasKeys ? keyName(key) : undefined)
  return (
    <Group gap="sm">
      {phase === 'scheduled' && (
        <Button size="xs" loading={busy} onClick={start} aria-keyshortcuts={keyOf('S')}>
          {withKey('Start the session', 'S')}
        </Button>
      )}
      {phase === 'live' && (
        <Menu position="bottom-end" opened={choosing} onChange={setChoosing}>
          <Menu.Target>
            <Button size="xs" variant="default" loading={busy} aria-keyshortcuts={keyOf('P')}>
              {withKey('Break', 'P')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>Viewers see and hear nothing meanwhile.</Menu.Label>
            {breakMinutes.map((minutes) => (
              <Menu.Item key={minutes} onClick={() => pause(minutes)}>
                {minutes} minutes
              </Menu.Item>
            ))}
            <Menu.Item onClick={() => pause()}>Open end</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {phase === 'paused' && (
        <Button size="xs" loading={busy} onClick={resume} aria-keyshortcuts={keyOf('P')}>
          {withKey('Resume', 'P')}
        </Button>
      )}
      {runs && (
        <Button
          size="xs"
          color="red"
          variant="outline"
          onClick={() => setAsking(true)}
          aria-keyshortcuts={keyOf('E')}
        >
          {withKey('End', 'E')}
        </Button>
      )}
      <Dialog opened={asking} onClose={() => setAsking(false)} title="End this session?">
        <Text mb="md">
          Picture and sound stop for everyone, the questions and polls are closed, and the session cannot be
          started again.
        </Text>
        <DialogButtons
          cancel="Keep it running"
          onCancel={() => setAsking(false)}
          confirm="End for everyone"
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
