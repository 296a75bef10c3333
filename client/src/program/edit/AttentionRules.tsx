import type { BodyRules } from '@lectern/shared/bodyRules'
import { Anchor, Checkbox, NumberInput, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import type { ContractForm } from '../../ui/useContractForm.ts'
import { percent } from '../../words/counts.ts'
import type { ActivityFields } from './activityFields.ts'
import { helpBelow } from './helpBelow.ts'

interface AttentionRulesProps {
  form: ContractForm<ActivityFields>
  /** That the activity is designated for. */
  bodies: readonly BodyRules[]
  /** It was announced, and stays. */
  isFixed: boolean
  inputOf: (field: string, written: string | number) => object
}

/** How attention is checked, and which faults are excused: announced to learners before the session. */
export function AttentionRules({ form, bodies, isFixed, inputOf }: AttentionRulesProps) {
  const { attention } = form.values
  const { isChecked, excuseOutages } = attention
  const numberOf = (name: keyof typeof attention) => ({
    ...inputOf(`attention.${name}`, attention[name] as number | ''),
    allowDecimal: false,
    allowNegative: false,
    disabled: isFixed,
    // What was typed is refused in words, not changed.
    clampBehavior: 'none' as const,
    inputWrapperOrder: helpBelow,
  })
  return (
    <fieldset className="edit-rows">
      <legend>Attention checks</legend>
      <Stack gap="md">
        <Checkbox
          label="Learners are asked at random moments whether they are there"
          description={
            isFixed
              ? 'The activity has begun: what was announced stays.'
              : 'Announced to them before the session, with every number below.'
          }
          disabled={isFixed}
          {...form.getInputProps('attention.isChecked', { type: 'checkbox' })}
        />
        {isChecked && (
          <div className="edit-pair">
            <NumberInput label="How many checks" min={1} max={60} {...numberOf('perHour')} />
            <NumberInput
              label="In every"
              suffix=" minutes"
              description="60: by the hour. 50: by the credit, as NASBA counts, which asks for 3."
              min={30}
              max={120}
              {...numberOf('perMinutes')}
            />
            <NumberInput
              label="Time to answer"
              suffix=" seconds"
              description="20 to 600"
              min={20}
              max={600}
              {...numberOf('answerSeconds')}
            />
            <NumberInput
              label="More time, if asked for"
              suffix=" seconds"
              description="Once for each check; 0: none"
              min={0}
              max={600}
              {...numberOf('extensionSeconds')}
            />
            <NumberInput
              label="A missed check takes back at most"
              suffix=" minutes"
              description="The time since the last sign of attention, up to this"
              min={0}
              max={120}
              {...numberOf('uncreditMinutes')}
            />
          </div>
        )}
        <LeastShares bodies={bodies} />
        <Checkbox
          label="Time lost to a fault of the platform counts"
          description="For people who were credited right before it, while the talk went on"
          disabled={isFixed}
          {...form.getInputProps('attention.excuseOutages', { type: 'checkbox' })}
        />
        {excuseOutages && (
          <div className="edit-pair">
            <NumberInput
              label="At most, for each session"
              suffix=" minutes"
              min={0}
              max={240}
              {...numberOf('maxExcusedMinutes')}
            />
          </div>
        )}
      </Stack>
    </fieldset>
  )
}

/** How many checks must be answered is a rule of the body. */
function LeastShares({ bodies }: Pick<AttentionRulesProps, 'bodies'>) {
  const asking = bodies.filter(({ leastChecks }) => leastChecks !== undefined)
  return (
    <Text size="sm" c="gray.7">
      {asking.length === 0
        ? 'None of the bodies above asks for a share of the checks. '
        : `${asking.map(({ title, leastChecks = 0 }) => `${title}: at least ${percent(leastChecks)} must be answered`).join('; ')}. `}
      A body’s least share is part of its{' '}
      <Anchor component={Link} to="/office/policies" target="_blank" underline="always">
        policy
      </Anchor>
      .
    </Text>
  )
}
