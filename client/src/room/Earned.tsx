import '../attendance/attendance.css'
import { Anchor, Skeleton, Text } from '@mantine/core'
import { useEffect } from 'react'
import { Link } from 'react-router'
import { useStore } from 'zustand'
import { useAttendance } from '../attendance/attendanceClient.ts'
import { Gaps } from '../attendance/Gaps.tsx'
import { LoadFailed } from '../ui/Notice.tsx'
import { minutesOf } from '../words/credit.ts'
import { CreditSteps } from './CreditSteps.tsx'

/** After an accredited session: what was watched, and the steps from there to the certificate. */
export function Earned({ sessionId }: { sessionId: string }) {
  const attendance = useAttendance(sessionId)
  const { status, problem, announced, meter, acknowledgedAt } = useStore(attendance.store)
  useEffect(() => attendance.awaitFinal(), [attendance])
  if (status === 'failed')
    return (
      <LoadFailed
        message={`Your minutes could not be loaded; they are safe. ${problem?.message ?? ''}`}
        retry={() => void attendance.reload()}
      />
    )
  if (!meter) return <Skeleton h={160} role="status" aria-label="Loading your minutes" />
  if (!announced) return null
  // A person who has not read disclosures changed during the session keeps the minutes from before.
  const took = acknowledgedAt !== null || meter.creditedSlots > 0
  if (!took)
    return (
      <>
        <Text role="status">You did not watch this session live, so none of its minutes count for you.</Text>
        <Anchor component={Link} to={`/credit/${announced.activityId}`} display="block" mt="md">
          My credit
        </Anchor>
      </>
    )
  if (!meter.isFinal)
    return (
      <Text role="status" className="figures">
        Finalising your minutes – a few seconds. So far: {minutesOf(meter)}.
      </Text>
    )
  return (
    <CreditSteps
      activityId={announced.activityId}
      watched={{
        id: 'watched',
        state: 'done',
        title: (
          <span role="status" className="figures">
            Watched {minutesOf(meter)}
          </span>
        ),
        children: <Gaps meter={meter} />,
      }}
    />
  )
}
