import { Button, Group, Text } from '@mantine/core'

/** The browser plays nothing until the page is pressed, or the device has paused it: the press that is wanted. */
export function BlockedSound({ onAllowed }: { onAllowed: () => void }) {
  return (
    <Group role="alert" gap="sm" p="sm" bg="#fff4dc" c="#5c3c00" style={{ borderRadius: 8 }}>
      <Text span size="sm">
        Your browser or device holds back sound or picture until you press here.
      </Text>
      <Button size="compact-md" onClick={() => playSound(onAllowed)}>
        Turn the sound on
      </Button>
    </Group>
  )
}

function playSound(done: () => void): void {
  const elements = [...document.querySelectorAll<HTMLMediaElement>('audio, video')].filter(
    ({ srcObject }) => srcObject,
  )
  Promise.all(elements.map((element) => element.play())).then(done, () => undefined)
}
