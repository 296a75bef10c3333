import { Group, Text } from '@mantine/core'
import { useStore } from 'zustand'
import { arriving } from './arriving.ts'
import { shownQuality } from './quality.ts'
import type { StageMedia } from './stageMedia.ts'
import type { Quality } from './stageStore.ts'
import { usePlaying } from './usePlaying.ts'

const bars: Record<Quality, number> = { good: 3, fair: 2, poor: 1, lost: 0 }
const words: Record<Quality, string> = {
  good: 'good',
  fair: 'fair',
  poor: 'poor: the video may freeze for moments',
  lost: 'nothing is shown or played right now',
}

/** How well the stage arrives and plays: a black, paused or frozen picture is never good. */
export function QualityMeter({ media }: { media: StageMedia }) {
  const state = useStore(media.store)
  const playing = usePlaying(media)
  const quality = shownQuality({ ...state, ...arriving(state), playing })
  return (
    <Group
      gap={6}
      wrap="nowrap"
      title={`Connection: ${words[quality]}`}
      role="img"
      aria-label={`Connection: ${words[quality]}`}
    >
      <svg width="18" height="14" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <rect
            key={bar}
            x={(bar - 1) * 6}
            y={14 - bar * 4.5}
            width="4"
            height={bar * 4.5}
            rx="1"
            fill={bar <= bars[quality] ? 'currentColor' : 'var(--mantine-color-dark-4)'}
          />
        ))}
      </svg>
      <Text size="xs" visibleFrom="sm">
        {quality}
      </Text>
    </Group>
  )
}
