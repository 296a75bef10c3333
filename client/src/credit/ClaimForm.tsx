import type { Claim, CreditResult } from '@lectern/shared/credit'
import { amountText, amountWithUnit } from '@lectern/shared/creditAmount'
import { Button, NumberInput, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { mostOf, problemOf } from './claimAmounts.ts'
import { claimCredit, creditKey } from './creditApi.ts'

interface ClaimFormProps {
  activityId: string
  result: CreditResult
  /** An earlier, smaller claim that this one replaces. */
  replaces: Claim | undefined
  onClaimed: () => void
}

/** Claims what was earned, or less. */
export function ClaimForm({ activityId, result, replaces, onClaimed }: ClaimFormProps) {
  const { policyId, title, unit, step } = result
  const most = mostOf(result)
  const [written, setWritten] = useState<number>()
  /** The full amount, even if it grows meanwhile, until another is chosen. */
  const amount = written ?? most
  const [problem, setProblem] = useState<string>()
  const { busy, refusal, run } = useCommand({ changes: creditKey })
  const decimals = step >= 1 && Number.isInteger(step) ? 0 : 2

  async function submit() {
    const found = problemOf(result, amount)
    setProblem(found)
    if (!found && (await run(() => claimCredit(activityId, policyId, amount)))) onClaimed()
  }

  return (
    <form
      noValidate
      aria-label={`Claim ${title}`}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="sm" align="flex-start">
        {replaces && (
          <Text>
            More is earned now than you have claimed. A new claim takes the place of the old one: you get a
            new certificate, and the old one says that it was replaced.
          </Text>
        )}
        <NumberInput
          label={`How much do you claim? (${unit.many})`}
          description={`In steps of ${step}. Claim only what matches your participation.`}
          className="figures"
          value={Number.isNaN(amount) ? '' : amount}
          min={step}
          max={most}
          step={step}
          decimalScale={decimals}
          fixedDecimalScale={written === undefined}
          clampBehavior="none"
          error={problem && <span role="alert">{problem}</span>}
          onChange={(value) => {
            setProblem(undefined)
            setWritten(value === '' ? Number.NaN : Number(value))
          }}
        />
        <Text className="figures">
          {problemOf(result, amount)
            ? `You can claim at most ${amountWithUnit(most, result)}.`
            : `You claim ${amountText(amount, result)} of at most ${amountWithUnit(most, result)}.`}
        </Text>
        <Refusal refusal={refusal} />
        <Button type="submit" {...busyButton(busy)} aria-label={`Claim ${title}`}>
          {busy ? 'Claiming…' : 'Claim'}
        </Button>
      </Stack>
    </form>
  )
}
