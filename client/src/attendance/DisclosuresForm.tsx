import './attendance.css'
import type { Session } from '@lectern/shared/program'
import { Button, Group, Skeleton, Stack, Text, type TitleOrder } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { busyButton } from '../ui/busyButton.ts'
import { LoadFailed, Notice } from '../ui/Notice.tsx'
import { timeOf } from '../words/times.ts'
import type { Attendance } from './attendanceClient.ts'
import { Demands } from './Demands.tsx'
import { DisclosuresText } from './DisclosuresText.tsx'

interface DisclosuresFormProps {
  attendance: Attendance
  /** Adds to the disclosures what the plan knows of the faculty. */
  session?: Session | undefined
  /** Level of its headings. */
  order: TitleOrder
  /** Label of its only button. */
  label: string
  /** Asks again even if acknowledged, because the stage requires it. */
  always?: boolean
  onAcknowledged?: () => void
}

/** The disclosures to read before the session, and the button that confirms them. */
export function DisclosuresForm({
  attendance,
  session,
  order,
  label,
  always = false,
  onAcknowledged,
}: DisclosuresFormProps) {
  const { status, problem, announced, disclosures, acknowledgedAt } = useStore(attendance.store)
  const [pressed, setPressed] = useState(false)
  if (!disclosures)
    return status === 'failed' ? (
      <LoadFailed
        message={`The disclosures could not be loaded. ${problem?.message ?? ''}`}
        retry={() => void attendance.reload()}
      />
    ) : (
      <Stack role="status" aria-label="Loading the disclosures">
        <Skeleton h={28} w="40%" />
        <Skeleton h={96} />
        <Skeleton h={96} />
      </Stack>
    )
  if (!announced && !always) return null
  const asksFor = always || acknowledgedAt === null
  return (
    <Stack gap="lg">
      <DisclosuresText disclosures={disclosures} session={session} order={order} />
      {announced && <Demands announced={announced} order={order} />}
      {asksFor ? (
        <Acknowledge
          attendance={attendance}
          label={label}
          onPress={() => setPressed(true)}
          onAcknowledged={onAcknowledged}
        />
      ) : (
        <Confirmed at={acknowledgedAt} takesFocus={pressed} />
      )}
    </Stack>
  )
}

/** Replaces the button, and takes its focus. */
function Confirmed({ at, takesFocus }: { at: number; takesFocus: boolean }) {
  const words = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (takesFocus) words.current?.focus({ preventScroll: true })
  }, [takesFocus])
  return (
    <div className="acknowledge">
      <Text ref={words} tabIndex={-1} role="status" fw={500}>
        Confirmed at {timeOf(at)}.
      </Text>
    </div>
  )
}

interface AcknowledgeProps {
  attendance: Attendance
  label: string
  onPress: () => void
  onAcknowledged: (() => void) | undefined
}

function Acknowledge({ attendance, label, onPress, onAcknowledged }: AcknowledgeProps) {
  const { acknowledging, acknowledgeProblem } = useStore(attendance.store)
  const isStale = acknowledgeProblem?.code === 'stale'
  return (
    <Stack gap="sm" className="acknowledge">
      {acknowledgeProblem && (
        <Notice>
          {isStale
            ? 'The disclosures changed while you were reading. Please read the new version, then confirm.'
            : acknowledgeProblem.message}
        </Notice>
      )}
      <Group>
        <Button
          size="md"
          mih={44}
          {...busyButton(acknowledging)}
          onClick={() => {
            onPress()
            void attendance.acknowledge().then((isDone) => isDone && onAcknowledged?.())
          }}
        >
          {acknowledging ? 'Saving…' : label}
        </Button>
      </Group>
    </Stack>
  )
}
