import { type Layout, layouts, type StageState } from '@lectern/shared/stage'
import { Group, NativeSelect } from '@mantine/core'
import {
  type Icon,
  IconLayoutDashboard,
  IconLayoutGrid,
  IconPresentation,
  IconUser,
} from '@tabler/icons-react'
import { useCommand } from '../live/useCommand.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { notDone } from '../ui/notDone.ts'
import { useShortcuts } from '../ui/shortcuts.ts'

const shown: Record<Layout, { label: string; icon: Icon }> = {
  auto: { label: 'Automatic layout', icon: IconLayoutDashboard },
  spotlight: { label: 'One speaker', icon: IconUser },
  slides: { label: 'Slides', icon: IconPresentation },
  panel: { label: 'Panel', icon: IconLayoutGrid },
}

/** How the stage is laid out for everybody: four layouts on the keys 1 to 4, and whose picture is largest. */
export function LayoutChoice({ stage }: { stage: StageState }) {
  const { send } = useCommand({ onRefused: notDone })
  const { sessionId, layout, spotlight } = stage
  const on = stage.presenters.filter(({ onStageAt }) => onStageAt !== null)
  const choose = (next: Layout) => void send('stage.setLayout', { sessionId, layout: next, spotlight })
  useShortcuts(
    layouts.map((next, index) => ({
      key: String(index + 1),
      does: shown[next].label,
      run: () => choose(next),
    })),
  )
  return (
    <div className="desk-layout">
      <Group gap={4} wrap="nowrap" role="group" aria-label="Layout">
        {layouts.map((each, index) => (
          <IconButton
            key={each}
            {...shown[each]}
            iconSize={18}
            size={28}
            shortcut={String(index + 1)}
            showsKey
            variant={each === layout ? 'light' : 'subtle'}
            color={each === layout ? 'teal' : 'gray'}
            aria-pressed={each === layout}
            onClick={() => choose(each)}
          />
        ))}
      </Group>
      <NativeSelect
        size="xs"
        aria-label="Largest picture"
        title="Largest picture"
        value={spotlight ?? ''}
        onChange={(event) =>
          void send('stage.setLayout', { sessionId, layout, spotlight: event.currentTarget.value || null })
        }
        data={[
          { value: '', label: 'Speaking' },
          ...on.map(({ peerId, name }) => ({ value: peerId, label: name })),
        ]}
      />
    </div>
  )
}
