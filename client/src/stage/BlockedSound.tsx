import { Badge, Button, Text } from '@mantine/core'

/** The browser plays nothing until the page is pressed, or the device has paused it: the press that is wanted. */
export function BlockedSound({ onAllowed }: { onAllowed: () => void }) {
  return (
    <Badge
      component="div"
      h="auto"
      p="sm"
      radius="md"
      color="#fff4dc"
      c="#5c3c00"
      fullWidth
      tt="none"
      role="alert"
    >
      <Text span mr="sm">
        Your browser or device holds back sound or picture until you press here.
      </Text>
      <Button size="compact-md" onClick={() => playSound(onAllowed)}>
        Turn the sound on
      </Button>
    </Badge>
  )
}

function playSound(done: () => void): void {
  const elements = [...document.querySelectorAll<HTMLMediaElement>('audio, video')].filter(
    ({ srcObject }) => srcObject,
  )
  Promise.all(elements.map((element) => element.play())).then(done, () => undefined)
}
