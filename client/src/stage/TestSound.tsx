import { Button, Group, Text } from '@mantine/core'
import { IconVolume } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { playTones } from '../ui/tones.ts'
import { throughLoudspeaker } from './loudspeaker.ts'

/** Lets people check their sound before it matters. `children` stand beside its button. */
export function TestSound({ children }: { children?: ReactNode }) {
  const [words, setWords] = useState('')
  const play = () =>
    playTones(undefined, throughLoudspeaker).then(
      () => setWords('Heard nothing? Check the volume and which loudspeaker or headset is selected.'),
      () => setWords('Your browser did not play the sound. Allow sound for this page, then try again.'),
    )
  return (
    <Group gap="sm">
      <Button
        variant="default"
        leftSection={<IconVolume size={18} stroke={1.75} aria-hidden="true" />}
        onClick={() => void play()}
      >
        Test sound
      </Button>
      {children}
      <Text size="sm" role="status">
        {words}
      </Text>
    </Group>
  )
}
