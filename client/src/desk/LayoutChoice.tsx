import { type Layout, layouts, type StageState } from '@lectern/shared/stage'
import { NativeSelect, SegmentedControl, Stack, Text } from '@mantine/core'
import { useCommand } from '../live/useCommand.ts'
import { notDone } from '../ui/notDone.ts'

const words: Record<Layout, string> = {
  auto: 'Automatic',
  spotlight: 'One speaker',
  slides: 'Slides',
  panel: 'Panel',
}

/** How the stage is laid out for everybody. */
export function LayoutChoice({ stage }: { stage: StageState }) {
  const { send } = useCommand({ onRefused: notDone })
  const { sessionId, layout, spotlight } = stage
  const on = stage.presenters.filter(({ onStageAt }) => onStageAt !== null)
  return (
    <Stack gap="sm" mt="md">
      <div>
        <Text size="sm" fw={600} id="layout-label">
          Layout
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby="layout-label"
          value={layout}
          onChange={(value) =>
            void send('stage.setLayout', { sessionId, layout: value as Layout, spotlight })
          }
          data={layouts.map((value) => ({ value, label: words[value] }))}
        />
      </div>
      <NativeSelect
        label="Largest picture"
        value={spotlight ?? ''}
        onChange={(event) =>
          void send('stage.setLayout', { sessionId, layout, spotlight: event.currentTarget.value || null })
        }
        data={[
          { value: '', label: 'Whoever is speaking' },
          ...on.map(({ peerId, name }) => ({ value: peerId, label: name })),
        ]}
      />
    </Stack>
  )
}
