import { staffStates } from '@lectern/shared/booths'
import { NativeSelect } from '@mantine/core'
import { useStore } from 'zustand'
import { useCommand } from '../../live/useCommand.ts'
import { staffStateWords } from '../boothWords.ts'
import type { Desk } from './deskClient.ts'

/** The staff member's state, as visitors and colleagues see it. */
export function OwnState({ desk }: { desk: Desk }) {
  const me = useStore(desk.store, (state) => state.me)
  const { refusal, run } = useCommand()
  return (
    <NativeSelect
      aria-label="Visitors see you as"
      size="xs"
      value={me?.state ?? 'available'}
      data={staffStates.map((value) => ({ value, label: staffStateWords[value] }))}
      onChange={(event) => {
        const chosen = staffStates.find((state) => state === event.currentTarget.value)
        if (chosen) void run(() => desk.setState(chosen))
      }}
      error={refusal?.message}
    />
  )
}
