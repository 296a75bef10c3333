import type { Faculty } from '@lectern/shared/program'
import type { QuestionSettings } from '@lectern/shared/questions'
import { Button, NativeSelect, TextInput } from '@mantine/core'
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
  searchRef: Ref<HTMLInputElement>
}

const slowModes = [
  { value: '0', label: 'Slow mode off' },
  { value: '30', label: 'One every 30 s' },
  { value: '60', label: 'One every minute' },
  { value: '300', label: 'One every 5 min' },
]

/** Opens and closes questions, sets the slow mode, and filters. */
export function DeskBar(props: DeskBarProps) {
  const { settings, hasEnded, onSettings, filter, onFilter, faculty, searchRef } = props
  const { open, slowSeconds } = settings
  const keyName = useKeyName()
  const slow = String(slowSeconds)
  const isListed = slowModes.some(({ value }) => value === slow)
  const blurOnEscape = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') event.currentTarget.blur()
  }
  return (
    <div className="desk-bar">
      <TextInput
        ref={searchRef}
        type="search"
        size="xs"
        aria-label="Search"
        placeholder="Search"
        rightSection={<Keycap of="/" />}
        aria-keyshortcuts={keyName('/')}
        value={filter.text}
        onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
        onKeyDown={blurOnEscape}
      />
      <NativeSelect
        size="xs"
        aria-label="Assigned to"
        value={filter.assigned}
        onChange={(event) => onFilter({ ...filter, assigned: event.currentTarget.value })}
        data={[
          { value: '', label: 'Anyone' },
          { value: nobody, label: 'Unassigned' },
          ...faculty.map(({ personId, name }) => ({ value: personId, label: name })),
        ]}
      />
      <Button
        size="xs"
        variant={filter.askLive ? 'filled' : 'default'}
        aria-pressed={filter.askLive}
        onClick={() => onFilter({ ...filter, askLive: !filter.askLive })}
      >
        Ask-aloud only
      </Button>
      {!hasEnded && (
        <>
          <NativeSelect
            size="xs"
            aria-label="Slow mode (per person)"
            title="Slow mode (per person)"
            value={slow}
            onChange={(event) => onSettings({ ...settings, slowSeconds: Number(event.currentTarget.value) })}
            data={isListed ? slowModes : [...slowModes, { value: slow, label: `One every ${slow} s` }]}
          />
          <Button
            variant="default"
            size="xs"
            aria-keyshortcuts={keyName('q')}
            onClick={() => onSettings({ ...settings, open: !open })}
          >
            {open ? 'Close questions' : 'Open questions'}&nbsp;
            <Keycap of="q" />
          </Button>
        </>
      )}
    </div>
  )
}
