import { Badge, Button, Text } from '@mantine/core'

/** The browser plays no sound until the page was pressed: the press that it wants. */
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
        Your browser holds back the sound until you allow it.
      </Text>
      <Button size="compact-md" onClick={() => playSound(onAllowed)}>
        Turn the sound on
      </Button>
    </Badge>
  )
}

function playSound(done: () => void): void {
  const elements = [...document.querySelectorAll('audio')]
  Promise.all(elements.map((element) => element.play())).then(done, () => undefined)
}
