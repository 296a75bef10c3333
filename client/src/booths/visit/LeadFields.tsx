import { type LeadField, leadFields } from '@lectern/shared/consents'
import { Checkbox, Stack, Textarea, TextInput } from '@mantine/core'
import type { ContractForm } from '../../ui/useContractForm.ts'
import { leadFieldWords } from '../boothWords.ts'
import type { LeadForm } from './leadForm.ts'

interface LeadFieldsProps {
  form: ContractForm<LeadForm>
  boothName: string
}

const hints: Partial<Record<LeadField, { type?: string; autoComplete: string }>> = {
  name: { autoComplete: 'name' },
  email: { type: 'email', autoComplete: 'email' },
  affiliation: { autoComplete: 'organization' },
  phone: { type: 'tel', autoComplete: 'tel' },
}

/** Tick boxes, each with what would be shared; a ticked one opens its field. */
export function LeadFields({ form, boothName }: LeadFieldsProps) {
  const { ticked, values } = form.values
  const tick = (field: LeadField, isTicked: boolean) =>
    form.setValues({ ticked: isTicked ? [...ticked, field] : ticked.filter((each) => each !== field) })
  return leadFields.map((field) => {
    const label = leadFieldWords[field]
    const isTicked = ticked.includes(field)
    return (
      <Stack key={field} gap="xs" className="lead-field">
        <Checkbox
          label={`Let ${boothName} see my ${label.toLocaleLowerCase()}`}
          description={isTicked ? undefined : values[field]}
          checked={isTicked}
          onChange={(event) => tick(field, event.currentTarget.checked)}
        />
        {isTicked && <LeadValue form={form} field={field} />}
      </Stack>
    )
  })
}

function LeadValue({ form, field }: { form: ContractForm<LeadForm>; field: LeadField }) {
  const shared = { 'aria-label': leadFieldWords[field], ...form.getInputProps(`values.${field}`) }
  if (field !== 'message') return <TextInput {...shared} {...hints[field]} />
  return (
    <Textarea
      {...shared}
      description="Never write anything that could identify a patient."
      autosize
      minRows={2}
    />
  )
}
