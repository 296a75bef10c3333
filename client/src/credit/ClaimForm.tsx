import type { Claim, CreditResult } from '@lectern/shared/credit'
import { amountText, amountWithUnit } from '@lectern/shared/creditAmount'
import { Button, Group, NumberInput, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { mostOf, problemOf } from './claimAmounts.ts'
import { claimCredit, creditKey } from './creditApi.ts'

interface ClaimFormProps {
  activityId: string
  result: CreditResult
  /** An earlier, smaller claim that this one replaces. */
  replaces?: Claim | undefined
  onClaimed: () => void
}

/** Claims what was earned with one press, or less. */
export function ClaimForm({ activityId, result, replaces, onClaimed }: ClaimFormProps) {
  const { policyId, part, title, unit } = result
  const most = mostOf(result)
  /** Undefined: all of it, even if it grows meanwhile. */
  const [written, setWritten] = useState<number>()
  const [isLess, setLess] = useState(false)
  const amount = written ?? most
  const [problem, setProblem] = useState<string>()
  const { busy, refusal, run } = useCommand({ changes: creditKey })
  const isPossible = problemOf(result, amount) === undefined
  const words = isPossible ? amountText(amount, result) : ''

  async function submit() {
    const found = problemOf(result, amount)
    setProblem(found)
    if (
      !found &&
      (await run(() => claimCredit(activityId, { policyId, ...(part && { partId: part.id }), amount })))
    )
      onClaimed()
  }
  function write(value: number | undefined) {
    setProblem(undefined)
    setWritten(value)
  }

  return (
    <form
      noValidate
      aria-label={`Claim ${title}${part ? `, ${part.title}` : ''}`}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="sm" align="flex-start">
        {replaces && (
          <Text size="sm">
            You have earned more than you claimed. Claiming again replaces your certificate with a new one.
          </Text>
        )}
        {isLess && <LessField result={result} written={written} problem={problem} onWrite={write} />}
        <Refusal refusal={refusal} />
        <Group gap="sm">
          <Button
            type="submit"
            className="figures"
            aria-label={`Claim ${isPossible ? amountWithUnit(amount, result) : unit.many}`}
            {...busyButton(busy)}
          >
            {busy ? 'Claiming…' : `Claim ${words}`}
          </Button>
          {most > result.least && (
            <Button
              variant="subtle"
              aria-expanded={isLess}
              onClick={() => {
                setLess(!isLess)
                write(undefined)
              }}
            >
              {isLess ? 'Claim all of it' : 'Claim less'}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}

interface LessFieldProps {
  result: CreditResult
  written: number | undefined
  problem: string | undefined
  onWrite: (amount: number) => void
}

/** The amount, where it is to be less than what was earned. */
function LessField({ result, written, problem, onWrite }: LessFieldProps) {
  const { unit, step, least } = result
  const most = mostOf(result)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  return (
    <NumberInput
      ref={field}
      label={`Amount to claim (${unit.many})`}
      description={`At most ${amountText(most, result)}, in steps of ${step}. Claim only what matches your participation.`}
      className="figures"
      value={written === undefined ? most : Number.isNaN(written) ? '' : written}
      min={least}
      max={most}
      step={step}
      decimalScale={step >= 1 && Number.isInteger(step) ? 0 : 2}
      fixedDecimalScale={written === undefined}
      clampBehavior="none"
      error={problem && <span role="alert">{problem}</span>}
      onChange={(value) => onWrite(value === '' ? Number.NaN : Number(value))}
    />
  )
}
