import '../attendance/attendance.css'
import type { CreditReason } from '@lectern/shared/credit'
import { amountText, amountWithUnit } from '@lectern/shared/creditAmount'
import { Button, Card, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'react-router'
import { useStore } from 'zustand'
import { useAttendance } from '../attendance/attendanceClient.ts'
import { Gaps } from '../attendance/Gaps.tsx'
import { activityQuery } from '../credit/creditApi.ts'
import { messageOf } from '../live/appError.ts'
import { LoadFailed } from '../ui/Notice.tsx'
import { countWords } from '../words/credit.ts'

/** After an accredited session: what was watched, its worth, and what is still to do. */
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
  const { isFinal } = meter
  // A person who has not read disclosures changed during the session keeps the minutes from before.
  const took = acknowledgedAt !== null || meter.creditedSlots > 0
  return (
    <Card withBorder component="section" aria-labelledby="earned" w="100%">
      <Stack gap="sm" align="flex-start">
        <Title order={2} size="h3" id="earned">
          Your time and credit
        </Title>
        <Text role="status" className="figures" fw={took && isFinal ? 600 : 400}>
          {!took
            ? 'You did not watch this session live, so none of its minutes count for you.'
            : isFinal
              ? `You watched ${countWords(meter)}.`
              : `Your minutes are being settled. So far: ${countWords(meter)}. This takes some seconds, and nothing is left for you to do.`}
        </Text>
        {took && isFinal && (
          <>
            <Gaps meter={meter} />
            <Worth activityId={announced.activityId} />
          </>
        )}
        <Button component={Link} to={`/credit/${announced.activityId}`} variant={took ? 'filled' : 'default'}>
          Go to my credit
        </Button>
      </Stack>
    </Card>
  )
}

/** What all watched time of the activity is worth, and what is missing before it can be claimed. */
function Worth({ activityId }: { activityId: string }) {
  // A whole audience is on this page: ask once, without repeats for the activity's other sessions.
  const { data, error, refetch } = useQuery({ ...activityQuery(activityId), refetchInterval: false })
  if (error && !data)
    return (
      <LoadFailed
        message={`What it is worth could not be loaded: ${messageOf(error)}`}
        retry={() => void refetch()}
      />
    )
  if (!data) return <Skeleton h={64} role="status" aria-label="Loading what it is worth" />
  const claimed = new Set(data.claims.map(({ policyId }) => policyId))
  return (
    <dl className="disclosures">
      {data.results.map(({ policyId, title, earned, maximum, reasons, ...body }) => (
        <div key={policyId}>
          <dt>{title}</dt>
          <dd>
            <Text className="figures">
              Your time is worth {amountWithUnit(earned, body)}, of at most {amountText(maximum, body)}.
            </Text>
            {claimed.has(policyId) ? (
              <Text>You have claimed it.</Text>
            ) : (
              <InTheWay reasons={reasons.filter(({ blocks, todo }) => blocks || todo)} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** What prevents the claim. */
function InTheWay({ reasons }: { reasons: CreditReason[] }) {
  if (reasons.length === 0) return <Text>You can claim it now.</Text>
  return (
    <>
      <Text>It cannot be claimed now:</Text>
      <ul className="disclosures">
        {reasons.map(({ code, message }) => (
          <li key={`${code} ${message}`}>{message}</li>
        ))}
      </ul>
    </>
  )
}
