import type { Faculty } from '@lectern/shared/program'
import type { QuestionSettings } from '@lectern/shared/questions'
import { Badge, Button, Group, NativeSelect, TextInput, Title } from '@mantine/core'
import type { KeyboardEvent, Ref } from 'react'
import { Keycap, useKeyName } from '../ui/Keycap.tsx'
import { type Filter, nobody } from './columns.ts'

interface DeskBarProps {
  settings: QuestionSettings
  /** Once the session has ended, questions stay closed. */
  hasEnded: boolean
  onSettings: (settings: QuestionSettings) => void
  filter: Filter
  onFilter: (filter: Filter) => void
  faculty: Faculty[]
  dismissed: number
  searchRef: Ref<HTMLInputElement>
}

const slowModes = [
  { value: '0', label: 'Off' },
  { value: '30', label: 'One every 30 s' },
  { value: '60', label: 'One every minute' },
  { value: '300', label: 'One every 5 min' },
]

/** Opens and closes questions, sets the slow mode, and filters. */
export function DeskBar(props: DeskBarProps) {
  const { settings, hasEnded, onSettings, filter, onFilter, faculty, dismissed, searchRef } = props
  const { open, slowSeconds } = settings
  const keyName = useKeyName()
  const slow = String(slowSeconds)
  const isListed = slowModes.some(({ value }) => value === slow)
  const blurOnEscape = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') event.currentTarget.blur()
  }
  return (
    <>
      <Group justify="space-between" gap="sm" mb="sm">
        <Group gap="sm">
          <Title order={2} size="h3">
            Questions
          </Title>
          <Badge variant="outline" color={open ? 'teal' : 'gray.7'}>
            {open ? 'Open' : 'Closed'}
          </Badge>
        </Group>
        {!hasEnded && (
          <Button
            variant="default"
            size="compact-md"
            aria-keyshortcuts={keyName('q')}
            onClick={() => onSettings({ ...settings, open: !open })}
          >
            {open ? 'Close the questions' : 'Open the questions'}&nbsp;
            <Keycap of="q" />
          </Button>
        )}
      </Group>
      <Group gap="sm" align="end" mb="md">
        <TextInput
          ref={searchRef}
          type="search"
          size="sm"
          label={
            <>
              Search <Keycap of="/" />
            </>
          }
          aria-keyshortcuts={keyName('/')}
          value={filter.text}
          onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
          onKeyDown={blurOnEscape}
        />
        <NativeSelect
          size="sm"
          label="Assigned to"
          value={filter.assigned}
          onChange={(event) => onFilter({ ...filter, assigned: event.currentTarget.value })}
          data={[
            { value: '', label: 'Anybody or nobody' },
            { value: nobody, label: 'Nobody' },
            ...faculty.map(({ personId, name }) => ({ value: personId, label: name })),
          ]}
        />
        <Button
          variant={filter.askLive ? 'filled' : 'default'}
          aria-pressed={filter.askLive}
          onClick={() => onFilter({ ...filter, askLive: !filter.askLive })}
        >
          Only to ask aloud
        </Button>
        <Button
          variant={filter.dismissed ? 'filled' : 'default'}
          aria-pressed={filter.dismissed}
          onClick={() => onFilter({ ...filter, dismissed: !filter.dismissed })}
        >
          Show dismissed ({dismissed})
        </Button>
        {!hasEnded && (
          <NativeSelect
            size="sm"
            label="Slow mode, for each person"
            value={slow}
            onChange={(event) => onSettings({ ...settings, slowSeconds: Number(event.currentTarget.value) })}
            data={isListed ? slowModes : [...slowModes, { value: slow, label: `One every ${slow} s` }]}
          />
        )}
      </Group>
    </>
  )
}
