import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { playTestSound } from './testSound.ts'

/** Lets people check their sound before it matters. */
export function TestSound() {
  const [words, setWords] = useState('')
  const play = () =>
    playTestSound().then(
      () => setWords('Nothing heard? Check the volume and that the right loudspeaker or headset is chosen.'),
      () =>
        setWords('This browser did not play the sound. Check that the page may play sound, then try again.'),
    )
  return (
    <Group>
      <Button variant="default" onClick={() => void play()}>
        Play a test sound
      </Button>
      <Text size="sm" role="status">
        {words}
      </Text>
    </Group>
  )
}
