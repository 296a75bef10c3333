import '../ui/wideTable.css'
import type { SessionWatched } from '@lectern/shared/credit'
import { Text } from '@mantine/core'
import { Chip } from '../ui/Chip.tsx'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { checkWords, minutesOf, statedWords } from '../words/credit.ts'
import { dateOf } from '../words/times.ts'
import { heldAt, statusOf, statusWords } from './sessionStatus.ts'

const columns: Column<SessionWatched>[] = [
  {
    id: 'session',
    label: 'Session',
    cell: (session) => (
      <>
        <span dir="auto">{session.title}</span>
        <Text size="sm" c="gray.7" fw={400}>
          {[dateOf(heldAt(session)), checkWords(session.checks)].filter(Boolean).join(' · ')}
        </Text>
      </>
    ),
  },
  {
    id: 'watched',
    label: 'Watched',
    isNumber: true,
    cell: (session) => (
      <>
        <span className="whole-figures">{session.possibleSlots > 0 ? minutesOf(session) : '–'}</span>
        {session.presented && (
          <Text size="sm" c="gray.7" fw={400} className="credit-took">
            on stage{statedWords(session.presented)}
          </Text>
        )}
      </>
    ),
  },
  {
    id: 'status',
    label: 'Status',
    cell: (session) => {
      const status = statusOf(session)
      const tone = status === 'live' ? 'live' : status === 'counted' ? 'done' : 'quiet'
      return <Chip tone={tone}>{statusWords[status].short}</Chip>
    },
  },
]

/** The sessions of an activity: how long each was watched, and whether that can still change. */
export const SessionsTable = ({ title, sessions }: { title: string; sessions: SessionWatched[] }) => (
  <DataTable
    caption={`Sessions of ${title}`}
    columns={columns}
    rows={sessions}
    rowKey={({ sessionId }) => sessionId}
  />
)
