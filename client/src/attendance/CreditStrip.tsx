import './attendance.css'
import { slotMs } from '@lectern/shared/slotTimes'
import { Button, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconPlayerPause } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { CreditText } from '../ui/CreditText.tsx'
import { useEscape } from '../ui/useEscape.ts'
import { minutesOf } from '../words/credit.ts'
import type { Attendance } from './attendanceClient.ts'
import { CreditDetails } from './CreditDetails.tsx'
import { soFarWords } from './demandWords.ts'
import type { StripKind, StripRemedy, StripState } from './stripState.ts'

const slotsPerMinute = 60_000 / slotMs

const signs = { counting: IconCircleCheck, still: IconPlayerPause, stopped: IconAlertTriangle } as const
const remedyWords: Record<StripRemedy, string> = {
  acknowledge: 'Read and confirm',
  return: 'Return to the session',
}

interface CreditStripProps {
  attendance: Attendance
  state: StripState
  /** Brings the person back from the exhibit hall. */
  onReturn: () => void
}

/**
 * One line, always visible: what counted, and whether it
 * counts now. It opens into the gaps and their reasons.
 */
export function CreditStrip({ attendance, state, onReturn }: CreditStripProps) {
  const { status, announced, meter } = useStore(attendance.store)
  const [open, setOpen] = useState(false)
  const details = useId()
  const opener = useRef<HTMLButtonElement>(null)
  const strip = useRef<HTMLElement>(null)
  useEffect(() => {
    attendance.setGapsShown(open)
  }, [attendance, open])
  const close = () => {
    setOpen(false)
    opener.current?.focus()
  }
  useEscape(strip, open, close)
  if (status === 'failed') return <StripFailed attendance={attendance} />
  if (!announced || !meter) return null

  return (
    <section ref={strip} className="credit-strip" aria-label="Credit">
      <div className="credit-line" data-kind={state.kind}>
        <StateWords kind={state.kind} words={state.words} />
        {/* In the first minute there is no figure to tell yet. */}
        {meter.possibleSlots >= slotsPerMinute && (
          <>
            <CreditBar share={meter.creditedSlots / meter.possibleSlots} />
            <Text span size="sm" className="figures" fw={500}>
              {minutesOf(meter)}
            </Text>
            <Text span size="sm" className="figures credit-so-far">
              <CreditText>{soFarWords(announced, meter)}</CreditText>
            </Text>
          </>
        )}
        {state.remedy && (
          <Button
            size="compact-sm"
            className="credit-remedy"
            onClick={() => (state.remedy === 'return' ? onReturn() : setOpen(true))}
            {...(state.remedy === 'acknowledge' && { 'aria-expanded': open, 'aria-controls': details })}
          >
            {remedyWords[state.remedy]}
          </Button>
        )}
        <Button
          ref={opener}
          variant="subtle"
          size="compact-sm"
          className="credit-opener"
          aria-expanded={open}
          aria-controls={details}
          onClick={() => setOpen(!open)}
        >
          What counts?
        </Button>
      </div>
      <div id={details} className="credit-details" hidden={!open}>
        {open && <CreditDetails attendance={attendance} onClose={close} />}
      </div>
    </section>
  )
}

/** Announced to screen readers when it changes, which is never because a slot has passed. */
function StateWords({ kind, words }: { kind: StripKind; words: string }) {
  const Sign = signs[kind]
  return (
    <span className="credit-state">
      <Sign size={18} aria-hidden="true" />
      <Text span size="sm" role="status">
        {words}
      </Text>
    </span>
  )
}

/** The numbers beside it say the same. */
function CreditBar({ share }: { share: number }) {
  return (
    <span className="credit-bar" aria-hidden="true">
      <span style={{ width: `${share * 100}%` }} />
    </span>
  )
}

function StripFailed({ attendance }: { attendance: Attendance }) {
  return (
    <section className="credit-strip" aria-label="Credit">
      <div className="credit-line">
        <Text span size="sm" role="status">
          Your minutes can’t be shown right now. They are still being counted.
        </Text>
        <Button
          variant="subtle"
          size="compact-sm"
          className="credit-opener"
          onClick={() => void attendance.reload()}
        >
          Try again
        </Button>
      </div>
    </section>
  )
}
