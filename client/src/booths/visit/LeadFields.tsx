import { type LeadField, leadFields } from '@lectern/shared/consents'
import { Checkbox, Stack, Textarea, TextInput } from '@mantine/core'
import { leadFieldWords } from '../boothWords.ts'
import type { LeadForm, LeadProblems } from './leadForm.ts'

interface LeadFieldsProps {
  form: LeadForm
  boothName: string
  problems: LeadProblems
  onChange: (form: LeadForm) => void
}

const hints: Partial<Record<LeadField, { type?: string; autoComplete: string }>> = {
  name: { autoComplete: 'name' },
  email: { type: 'email', autoComplete: 'email' },
  affiliation: { autoComplete: 'organization' },
  phone: { type: 'tel', autoComplete: 'tel' },
}

/** Each thing with its own tick, and its value beneath. */
export function LeadFields({ form, boothName, problems, onChange }: LeadFieldsProps) {
  const { ticked, values } = form
  return leadFields.map((field) => {
    const label = leadFieldWords[field]
    const shared = {
      label,
      value: values[field],
      error: problems[field],
      onChange: (event: { currentTarget: { value: string } }) =>
        onChange({ ...form, values: { ...values, [field]: event.currentTarget.value } }),
    }
    return (
      <Stack key={field} gap={4} className="lead-field">
        <Checkbox
          label={`Let ${boothName} see my ${label.toLocaleLowerCase()}`}
          checked={ticked.includes(field)}
          onChange={(event) =>
            onChange({
              ...form,
              ticked: event.currentTarget.checked
                ? [...ticked, field]
                : ticked.filter((each) => each !== field),
            })
          }
        />
        {field === 'message' ? (
          <Textarea
            {...shared}
            description="Never write anything that could identify a patient."
            autosize
            minRows={2}
          />
        ) : (
          <TextInput {...shared} {...hints[field]} />
        )}
      </Stack>
    )
  })
}
