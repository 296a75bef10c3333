import type { RemovedSession } from '@lectern/shared/programPlanning'
import { Button } from '@mantine/core'
import { PlainList } from '../../ui/PlainList.tsx'
import { counted } from '../../words/counts.ts'
import { dayAndTimeRange } from '../../words/times.ts'
import { useRestore } from './useRestore.ts'

/** Removed sessions, folded, each with the way back. */
export function RemovedSessions({ removed }: { removed: readonly RemovedSession[] }) {
  const restore = useRestore()
  if (removed.length === 0) return null
  return (
    <details className="removed">
      <summary>{counted(removed.length, 'removed session')}</summary>
      <PlainList gap={4} mt="sm">
        {removed.map(({ sessionId, title, startsAt, endsAt }) => (
          <li key={sessionId} className="removed-row">
            <span>
              <bdi>{title}</bdi> <span className="figures">({dayAndTimeRange(startsAt, endsAt)})</span>
            </span>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={`Bring back: ${title}`}
              onClick={() => void restore(sessionId)}
            >
              Bring back
            </Button>
          </li>
        ))}
      </PlainList>
    </details>
  )
}
