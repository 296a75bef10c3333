// The tabs beside the picture: a feature adds one line here.
import type { SessionView } from '@lectern/shared/program'
import { Stack, Text } from '@mantine/core'
import type { ComponentType } from 'react'
import { FacultyList } from './RoomStates.tsx'

export interface Panel {
  id: string
  label: string
  Content: ComponentType<{ view: SessionView }>
}

function Details({ view }: { view: SessionView }) {
  return (
    <Stack gap="md">
      <Text>{view.session.summary}</Text>
      <FacultyList view={view} />
    </Stack>
  )
}

export const panels: Panel[] = [{ id: 'details', label: 'Details', Content: Details }]
