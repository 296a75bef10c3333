import type { Presenter, StageState } from '@lectern/shared/stage'
import { Badge, Button, Card, Group, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { useMemo, useState } from 'react'
import { isOnStage, silentOf } from '../stage/stageStore.ts'
import { Keycap, useKeyName } from '../ui/Keycap.tsx'
import { Notice } from '../ui/Notice.tsx'
import { type Shortcut, useShortcuts } from '../ui/shortcuts.ts'
import { type StageMove, useStageMoves } from './useStageMoves.ts'

interface PresenterListsProps {
  stage: StageState
  now: number
  activeSpeaker: string | null
  onHelp: () => void
}

const sources = { camera: 'camera', microphone: 'microphone', screen: 'screen', screen_audio: 'screen sound' }

/** Who is on stage and who is ready backstage; one press, or one key, moves them. */
export function PresenterLists({ stage, now, activeSpeaker, onHelp }: PresenterListsProps) {
  const { busy, last, move, undo } = useStageMoves(stage.sessionId)
  const on = stage.presenters.filter((presenter) => presenter.onStageAt !== null)
  const off = stage.presenters.filter((presenter) => presenter.onStageAt === null)
  const all = useMemo(() => [...on, ...off], [on, off])
  const [chosenId, setChosenId] = useState<string>()
  const chosen = all.find(({ peerId }) => peerId === chosenId) ?? all[0]

  const step = (by: number) => {
    const index = all.findIndex(({ peerId }) => peerId === chosen?.peerId)
    setChosenId(all[Math.min(all.length - 1, Math.max(0, index + by))]?.peerId)
  }
  const shortcuts: Shortcut[] = [
    { key: ']', does: 'next person', run: () => step(1), repeats: true },
    { key: '[', does: 'person before', run: () => step(-1), repeats: true },
    {
      key: 'b',
      does: 'bring on, or take off',
      run: () => {
        if (!chosen) return
        // Moving a person reorders the list: the next press must not hit another person.
        setChosenId(chosen.peerId)
        void move(chosen)
      },
    },
    { key: '?', does: 'this list', run: onHelp },
  ]
  // Who is on air matters more than anything else that could be undone.
  useShortcuts(last ? [...shortcuts, { key: 'u', does: 'undo', run: () => void undo() }] : shortcuts, 'first')

  const row = (presenter: Presenter) => (
    <PresenterRow
      key={presenter.peerId}
      presenter={presenter}
      now={now}
      chosen={presenter === chosen}
      speaking={presenter.peerId === activeSpeaker}
      busy={busy}
      onMove={() => void move(presenter)}
    />
  )
  return (
    <Stack gap="lg">
      <Undone last={last} onUndo={() => void undo()} />
      <section aria-label="On stage">
        <Title order={2} size="h3" mb="sm">
          On stage{' '}
          <Text span className="figures">
            {on.length}
          </Text>
        </Title>
        {on.length === 0 ? (
          <Text c="gray.7">Nobody yet. Bring on somebody from backstage.</Text>
        ) : (
          <Stack gap="sm">{on.map(row)}</Stack>
        )}
      </section>
      <section aria-label="Backstage">
        <Title order={2} size="h3" mb="sm">
          Backstage{' '}
          <Text span className="figures">
            {off.length}
          </Text>
        </Title>
        {off.length === 0 ? (
          <Text c="gray.7">
            Nobody is waiting. Speakers appear here when they press “Go backstage” in their green room.
          </Text>
        ) : (
          <Stack gap="sm">{off.map(row)}</Stack>
        )}
      </section>
    </Stack>
  )
}

/** What was done last, with the way back. */
function Undone({ last, onUndo }: { last: StageMove | undefined; onUndo: () => void }) {
  const keyName = useKeyName()
  return (
    <div role="status">
      {last && (
        <Notice
          role="presentation"
          action={
            <Button size="compact-md" variant="default" onClick={onUndo} aria-keyshortcuts={keyName('u')}>
              Undo&nbsp;
              <Keycap of="u" />
            </Button>
          }
        >
          <bdi>{last.name}</bdi>
          {last.did === 'takeOff' ? ' is off the stage.' : ' is being brought on stage.'}
        </Notice>
      )}
    </div>
  )
}

interface RowProps {
  presenter: Presenter
  now: number
  chosen: boolean
  speaking: boolean
  busy: boolean
  onMove: () => void
}

function PresenterRow({ presenter, now, chosen, speaking, busy, onMove }: RowProps) {
  const { name, credentials, producers, onStageAt } = presenter
  const keyName = useKeyName()
  const isOn = onStageAt !== null
  const counting = isOn && !isOnStage(presenter, now)
  const sending = producers.map(({ source, paused }) => `${sources[source]}${paused ? ' off' : ''}`)
  const lost = producers.flatMap(({ source, lost }) => (lost ? [`${sources[source]} lost`] : []))
  const silent = silentOf(presenter).map(({ source }) => sources[source])
  return (
    <Card
      withBorder
      padding="sm"
      aria-current={chosen}
      style={chosen ? { borderColor: 'var(--mantine-color-teal-8)', borderWidth: 2 } : undefined}
    >
      <Group justify="space-between" gap="sm">
        <div>
          <Text fw={600} dir="auto">
            {[name, credentials].filter(Boolean).join(', ')}
          </Text>
          <Text size="sm" c="gray.7">
            {sending.length > 0 ? sending.join(' · ') : 'no camera or microphone yet'}
          </Text>
        </div>
        <Group gap="sm">
          {lost.length > 0 && (
            <Badge color="red" role="alert">
              {lost.join(', ')}
            </Badge>
          )}
          {silent.length > 0 && (
            <Badge color="red" role="alert">
              Nothing arrives: {silent.join(', ')}
            </Badge>
          )}
          {speaking && <Badge color="teal">Speaking</Badge>}
          {counting && (
            <Badge color="amber" role="status">
              On in {Math.max(1, Math.ceil((onStageAt - now) / 1000))}
            </Badge>
          )}
          <Button
            size="compact-md"
            variant={isOn ? 'default' : 'filled'}
            loading={busy}
            onClick={onMove}
            aria-keyshortcuts={chosen ? keyName('b') : undefined}
          >
            {isOn ? 'Take off' : 'Bring on'}
            <VisuallyHidden> {name}</VisuallyHidden>
            {chosen && (
              <span style={{ marginLeft: 8 }}>
                <Keycap of="b" />
              </span>
            )}
          </Button>
        </Group>
      </Group>
    </Card>
  )
}
