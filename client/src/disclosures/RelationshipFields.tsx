import { natures } from '@lectern/shared/disclosures'
import { Button, Checkbox, Fieldset, Select, Stack, TextInput } from '@mantine/core'
import type { ContractForm } from '../ui/useContractForm.ts'
import { natureWords } from './disclosureWords.ts'
import type { FormValues } from './formValues.ts'

const natureOptions = natures.map((value) => ({ value, label: natureWords[value] }))

interface RelationshipFieldsProps {
  form: ContractForm<FormValues>
  index: number
  onRemove: () => void
}

/** One relationship with one company. */
export function RelationshipFields({ form, index, onRemove }: RelationshipFieldsProps) {
  const at = `relationships.${index}`
  const { nature, hasEnded } = form.values.relationships[index]!
  return (
    <Fieldset legend={`Relationship ${index + 1}`} className="disclosure-relationship">
      <Stack gap="md">
        <TextInput
          label="Company"
          description="Its name in words only."
          required
          maxLength={120}
          {...form.getInputProps(`${at}.company`)}
        />
        <Select
          label="Nature of the relationship"
          data={natureOptions}
          required
          {...form.getInputProps(`${at}.nature`)}
        />
        {nature === 'ownership' && (
          <Checkbox
            label="Only individual stocks or stock options of a publicly traded company"
            {...form.getInputProps(`${at}.isTraded`, { type: 'checkbox' })}
          />
        )}
        <Checkbox
          label="This relationship has ended"
          {...form.getInputProps(`${at}.hasEnded`, { type: 'checkbox' })}
        />
        {hasEnded && (
          <TextInput
            type="date"
            label="Ended on"
            maw={200}
            required
            {...form.getInputProps(`${at}.endedOn`)}
          />
        )}
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          style={{ alignSelf: 'start' }}
          aria-label={`Remove relationship ${index + 1}`}
          onClick={onRemove}
        >
          Remove
        </Button>
      </Stack>
    </Fieldset>
  )
}
