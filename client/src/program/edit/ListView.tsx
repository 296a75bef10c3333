import type { PlannedView } from '@lectern/shared/programPlanning'
import { Stack, Text } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import { useState } from 'react'
import { Empty } from '../../ui/Empty.tsx'
import { counted } from '../../words/counts.ts'
import { dayNumber } from '../../words/times.ts'
import { BulkReview } from './BulkReview.tsx'
import { ListFilters } from './ListFilters.tsx'
import { filtered, noFilters, type PlannedItem } from './planned.ts'
import { SessionList } from './SessionList.tsx'

interface ListViewProps {
  items: readonly PlannedItem[]
  views: readonly PlannedView[]
  timeZone: string
  onOpen: (id: string) => void
}

/** Every session in a table, narrowed by filters; several can be submitted or approved at once. */
export function ListView({ items, views, timeZone, onOpen }: ListViewProps) {
  const [filters, setFilters] = useState(noFilters)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const shown = filtered(items, filters, ({ startsAt }) => String(dayNumber(startsAt, timeZone)))
  // What filters hide is not acted on unseen.
  const chosen = new Set(shown.filter(({ id }) => selected.has(id)).map(({ id }) => id))
  return (
    <Stack gap="md" className="program-list">
      <ListFilters items={items} timeZone={timeZone} filters={filters} onChange={setFilters} />
      <Text size="sm" c="gray.7" role="status">
        {shown.length === items.length
          ? counted(items.length, 'session')
          : `${shown.length} of ${counted(items.length, 'session')}`}
      </Text>
      <BulkReview views={views.filter(({ session }) => chosen.has(session.id))} onOpen={onOpen} />
      {shown.length === 0 ? (
        <Empty icon={IconFilterOff} title="No session fits these filters">
          Show all, or change what is searched for.
        </Empty>
      ) : (
        <SessionList items={shown} selected={chosen} onSelect={setSelected} {...{ timeZone, onOpen }} />
      )}
    </Stack>
  )
}
