import { NumberInput, Select, TextInput } from '@mantine/core'
import { AccreditedFor } from './AccreditedFor.tsx'
import { amountHelp, type DesignationRow, numberHelp } from './designationFields.ts'
import { helpBelow } from './helpBelow.ts'
import { type DesignationProps, OwnMaximums, OwnNumbers } from './PartRows.tsx'

const pers = [
  { value: 'activity', label: 'The activity as a whole' },
  { value: 'session', label: 'Each session by itself' },
  { value: 'day', label: 'Each day by itself' },
]

const perHelp: Record<DesignationRow['per'], string> = {
  activity: 'Claimed once, after its last session.',
  session: 'As in a series: claimed and reported as soon as it has ended.',
  day: 'As with one number for each day: claimed once the day has ended.',
}

/** What one body gives for the activity, and by which numbers. */
export function DesignationFields(props: DesignationProps & { bodies: { value: string; label: string }[] }) {
  const { form, index, row, body, credit, inputOf, bodies } = props
  const { policyId, per, maximum, number, accreditedFor, numbers } = row
  const nth = index + 1
  const at = `designations.${index}`
  // What is designated of an activity that has begun stays, but for parts that have not.
  const isFixed = credit.hasBegun
  return (
    <div className="edit-pair edit-designation">
      <Select
        openOnFocus={false}
        label="Body"
        aria-label={`Body ${nth}`}
        placeholder="Choose a body"
        data={bodies}
        searchable
        disabled={isFixed}
        {...inputOf(`${at}.policyId`, policyId)}
      />
      <Select
        openOnFocus={false}
        label="Claimed"
        aria-label={`Claimed ${nth}`}
        description={perHelp[per]}
        inputWrapperOrder={helpBelow}
        data={pers}
        allowDeselect={false}
        disabled={isFixed}
        {...inputOf(`${at}.per`, per)}
      />
      <NumberInput
        label="Maximum"
        aria-label={`Maximum ${nth}`}
        description={body && amountHelp(per, body, credit)}
        inputWrapperOrder={helpBelow}
        min={0}
        clampBehavior="none"
        step={body?.step ?? 0.25}
        suffix={body ? ` ${body.unit.many}` : ''}
        disabled={isFixed}
        {...inputOf(`${at}.maximum`, maximum)}
      />
      <TextInput
        label="Number"
        aria-label={`Number ${nth}`}
        description={body && numberHelp(body)}
        inputWrapperOrder={helpBelow}
        disabled={isFixed}
        {...inputOf(`${at}.number`, number)}
      />
      {body?.namesAudience && (
        <AccreditedFor
          body={body}
          value={accreditedFor}
          error={form.errors[`${at}.accreditedFor`] as string | undefined}
          onChange={(next) => form.setFieldValue(`${at}.accreditedFor`, next)}
        />
      )}
      <OwnMaximums {...props} />
      {body && (body.numberFormat !== null || number.trim() !== '' || numbers.length > 0) && (
        <OwnNumbers {...props} />
      )}
    </div>
  )
}
