import type { Session } from '@lectern/shared/program'
import type { Planning } from '@lectern/shared/programPlanning'
import { useDeferredValue, useMemo } from 'react'
import { Notice } from '../../ui/Notice.tsx'
import { counted } from '../../words/counts.ts'
import { conflictsWith } from './localConflicts.ts'
import { ProblemList } from './ProblemsOf.tsx'
import { itemOf, withProblems } from './planned.ts'
import { planOf, type SessionFields } from './sessionFields.ts'

interface DraftProblemsProps {
  sessionId: string
  /** As saved; undefined for a new one. */
  session: Session | undefined
  planning: Planning
  fields: SessionFields
  onOpen: (id: string) => void
}

/** The session as it would be saved; undefined while it has no time. */
function written(
  sessionId: string,
  conferenceId: string,
  session: Session | undefined,
  fields: SessionFields,
): Session | undefined {
  const { startsAt, endsAt, activityId, ...plan } = planOf(fields)
  if (startsAt === null || endsAt === null) return undefined
  const members = (chosen: SessionFields['speakers']) =>
    chosen.map(({ personId, name, affiliation }) => ({ personId, name, affiliation, credentials: '' }))
  const { activityId: _before, ...rest } = session ?? {}
  return {
    ...rest,
    ...plan,
    id: sessionId,
    conferenceId,
    title: fields.title || 'This session',
    startsAt,
    endsAt,
    speakers: members(fields.speakers),
    moderators: members(fields.moderators),
    planners: members(fields.planners),
    ...(activityId !== null && { activityId }),
  }
}

/** What the session conflicts with as it is written now, each with the way to the other one. */
export function DraftProblems({ sessionId, session, planning, fields, onOpen }: DraftProblemsProps) {
  const deferred = useDeferredValue(fields)
  const problems = useMemo(() => {
    const now = written(sessionId, planning.conference.id, session, deferred)
    if (!now) return []
    const state = planning.sessions.find((view) => view.session.id === sessionId)?.state
    const others = planning.sessions.filter((view) => view.session.id !== sessionId)
    const views = [...others, { session: now, state: state ?? { liveAt: null } }]
    const items = withProblems(views.map(itemOf), conflictsWith(planning, [now]))
    return items.find(({ id }) => id === sessionId)!.problems
  }, [sessionId, session, planning, deferred])
  if (problems.length === 0) return null
  return (
    <Notice role="status" title={counted(problems.length, 'problem')}>
      <ProblemList problems={problems} onOpen={onOpen} />
    </Notice>
  )
}
