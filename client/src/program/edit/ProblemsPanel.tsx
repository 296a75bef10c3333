import type { Conflict } from '@lectern/shared/conflict'
import { Button, Stack, UnstyledButton } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { Chip } from '../../ui/Chip.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { PlainList } from '../../ui/PlainList.tsx'
import { turnWords } from '../StillMissing.tsx'
import { conflictKey } from './localConflicts.ts'

interface ProblemsPanelProps {
  conflicts: readonly Conflict[]
  titleOf: (sessionId: string) => string
  onOpen: (sessionId: string) => void
}

/** So many problems are shown until all are asked for. */
const atFirst = 50
/** Sessions of one conflict that are named, at most. */
const most = 4

/** All problems of the conference: those that keep sessions from being approved first. */
export function ProblemsPanel({ conflicts, titleOf, onOpen }: ProblemsPanelProps) {
  const [isWhole, setWhole] = useState(false)
  if (conflicts.length === 0)
    return (
      <Empty icon={IconCircleCheck} title="No problems">
        People in two places, promotion too near to accredited education, and designations that do not fit
        appear here as they arise.
      </Empty>
    )
  const inOrder = conflicts
    .toSorted((a, b) => Number(b.blocks) - Number(a.blocks))
    .slice(0, isWhole ? undefined : atFirst)
  return (
    <>
      <PlainList gap={0} className="problem-panel">
        {inOrder.map((conflict) => (
          <li key={conflictKey(conflict)}>
            <Stack gap={4}>
              <div className="problem-who">
                {conflict.blocks ? <Chip tone="amber">Blocks approval</Chip> : <Chip>To check</Chip>}
                <span>For the {turnWords[conflict.who]}</span>
              </div>
              <div>{conflict.message}</div>
              <div className="problem-links">
                {conflict.sessionIds.slice(0, most).map((id) => (
                  <UnstyledButton key={id} className="link" onClick={() => onOpen(id)}>
                    Open “<bdi>{titleOf(id)}</bdi>”
                  </UnstyledButton>
                ))}
                {conflict.sessionIds.length > most && `and ${conflict.sessionIds.length - most} more`}
              </div>
            </Stack>
          </li>
        ))}
      </PlainList>
      {inOrder.length < conflicts.length && (
        <Button variant="default" mt="md" onClick={() => setWhole(true)}>
          Show all {conflicts.length}
        </Button>
      )}
    </>
  )
}
