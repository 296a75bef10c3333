import type { Session } from '@lectern/shared/program'
import type { PlannedView, Planning } from '@lectern/shared/programPlanning'
import { Button, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { request } from '../../live/http.ts'
import { useMe } from '../../live/me.ts'
import { useConnection } from '../../live/useConnection.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { counted } from '../../words/counts.ts'
import { planningKey } from './planningData.ts'
import { usePlanningCommand } from './usePlanningCommand.ts'

/** The server refuses a moment in the future, and this page knows its clock only so well. */
const clockMarginMs = 2000

interface DesignateSeriesProps {
  session: Session
  /** All of its series. */
  sessions: readonly PlannedView[]
  planning: Planning
  isChanged: boolean
}

/** For the office, by one press: each session of the series is designated, claimed and reported by itself. */
export function DesignateSeries({ session, sessions, planning, isChanged }: DesignateSeriesProps) {
  const isOffice = useMe().data?.person.roles.includes('office') ?? false
  const client = useQueryClient()
  const { now } = useConnection()
  const { busy, refusal, edit } = usePlanningCommand()
  const activity = planning.activities.find(({ id }) => id === session.activityId)
  if (!isOffice || !activity || sessions.length < 2) return null
  const others = sessions.filter(
    ({ session: other, state }) => other.activityId !== activity.id && state.phase === 'scheduled',
  )
  const isBySession = activity.designations.every(({ per }) => per === 'session')
  if (others.length === 0 && isBySession)
    return (
      <Text size="sm" c="gray.7">
        Each session is designated, claimed and reported by itself.
      </Text>
    )

  const designate = () =>
    edit(async () => {
      const { id: activityId } = activity
      const edited = await request('program.change', {
        params: { sessionId: session.id },
        body: { version: session.version ?? 0, change: { activityId }, scope: 'all' },
      })
      if (!isBySession) {
        const designatedAt = Math.floor(now()) - clockMarginMs
        const designations = activity.designations.map((each) =>
          each.per === 'session' ? each : { ...each, per: 'session' as const, designatedAt },
        )
        const seen = { designations: activity.designations }
        await request('activities.plan', { body: { id: activityId, designations, seen } })
        await client.invalidateQueries({ queryKey: planningKey })
      }
      return edited
    })
  return (
    <>
      <Text size="sm">
        Credit of “{activity.title}”: {counted(others.length, 'other session')} of the series{' '}
        {others.length === 1 ? 'has' : 'have'} none of it.
      </Text>
      <Button
        variant="default"
        size="compact-md"
        disabled={isChanged}
        onClick={() => void designate()}
        {...busyButton(busy)}
      >
        Designate each session like this one
      </Button>
      <Refusal refusal={refusal} size="sm" />
    </>
  )
}
