import './crew.css'
import { Button, Group, Menu, Text } from '@mantine/core'
import { IconClock, IconFlag2, IconHourglass, IconX } from '@tabler/icons-react'
import { useCommand } from '../live/useCommand.ts'
import { useNow } from '../live/useConnection.ts'
import { busyButton } from '../ui/busyButton.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { notDone } from '../ui/notDone.ts'
import { clockTime } from '../words/durations.ts'
import { type Crew, useCrewState } from './crewClient.ts'
import { cueWords, seenWords } from './cueWords.ts'

const countdownMinutes = [1, 2, 3, 5, 10, 15, 20, 30]

/** Gives the speakers a cue, and shows who has confirmed it. */
export function CueBar({ crew }: { crew: Crew }) {
  const { busy, run } = useCommand({ onRefused: notDone })
  const cue = useCrewState(crew, (state) => state.cue)
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const
  const button = { size: 'compact-sm', variant: 'default', ...busyButton(busy) } as const
  return (
    <div className="cue-bar">
      <Group gap={4} mb={4} role="group" aria-label="Cues for the speakers">
        <Button
          {...button}
          leftSection={<IconClock {...icon} />}
          onClick={() => void run(() => crew.giveCue('timeLeft', 5))}
        >
          5 minutes
        </Button>
        <Button
          {...button}
          leftSection={<IconFlag2 {...icon} />}
          onClick={() => void run(() => crew.giveCue('wrapUp', null))}
        >
          Wrap up
        </Button>
        <Menu position="top-end">
          <Menu.Target>
            <Button {...button} leftSection={<IconHourglass {...icon} />}>
              Countdown
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>On the speakers’ screens</Menu.Label>
            {countdownMinutes.map((minutes) => (
              <Menu.Item key={minutes} onClick={() => void run(() => crew.giveCue('countdown', minutes))}>
                {minutes} min
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
      {cue && (
        <div className="cue-now" role="status">
          <Text size="sm" span>
            <strong>{cueWords(cue)}</strong>
            {cue.endsAt !== null && <CueClock endsAt={cue.endsAt} />} · {seenWords(cue)}
          </Text>
          <IconButton
            label="Take back"
            icon={IconX}
            iconSize={16}
            size={24}
            {...busyButton(busy)}
            onClick={() => void run(() => crew.takeBackCue(cue.id))}
          />
        </div>
      )}
    </div>
  )
}

/** Its seconds are only for the eye: they are not announced. */
export function CueClock({ endsAt }: { endsAt: number }) {
  const left = endsAt - useNow(250)
  return (
    <span className="figures cue-clock" role="timer" aria-live="off" data-over={left <= 0}>
      {' '}
      {left > 0 ? clockTime(left + 999) : 'Time is up'}
    </span>
  )
}
