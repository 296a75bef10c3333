import { Button } from '@mantine/core'
import { Notice } from '../ui/Notice.tsx'

/** Shown while the browser blocks playback until a press, or the device has paused it. */
export function BlockedSound({ onAllowed }: { onAllowed: () => void }) {
  return (
    <Notice
      action={
        <Button size="compact-md" onClick={() => playSound(onAllowed)}>
          Turn the sound on
        </Button>
      }
    >
      Your browser is holding back sound or video until you click here.
    </Notice>
  )
}

function playSound(done: () => void): void {
  const elements = [...document.querySelectorAll<HTMLMediaElement>('audio, video')].filter(
    ({ srcObject }) => srcObject,
  )
  Promise.all(elements.map((element) => element.play())).then(done, () => undefined)
}
