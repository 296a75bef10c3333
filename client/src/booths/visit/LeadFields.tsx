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

/** Each field with its own checkbox, and its value below. */
export function LeadFields({ form, boothName }: LeadFieldsProps) {
  const { ticked } = form.values
  return leadFields.map((field) => {
    const label = leadFieldWords[field]
    const shared = { label, ...form.getInputProps(`values.${field}`) }
    return (
      <Stack key={field} gap={4} className="lead-field">
        <Checkbox
          label={`Let ${boothName} see my ${label.toLocaleLowerCase()}`}
          checked={ticked.includes(field)}
          onChange={(event) =>
            form.setValues({
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
