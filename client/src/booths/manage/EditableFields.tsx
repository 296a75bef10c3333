import { type BoothField, boothFields } from '@lectern/shared/booths'
import { Checkbox, Group } from '@mantine/core'
import { boothFieldWords } from '../boothWords.ts'

interface EditableFieldsProps {
  editable: readonly BoothField[]
  onChange: (editable: BoothField[]) => void
}

/** What a booth's staff may change by themselves. */
export function EditableFields({ editable, onChange }: EditableFieldsProps) {
  return (
    <fieldset className="edit-rows">
      <legend>Staff can edit</legend>
      <Group gap="md">
        {boothFields.map((field) => (
          <Checkbox
            key={field}
            label={boothFieldWords[field]}
            checked={editable.includes(field)}
            onChange={(event) =>
              onChange(
                boothFields.filter((each) =>
                  each === field ? event.currentTarget.checked : editable.includes(each),
                ),
              )
            }
          />
        ))}
      </Group>
    </fieldset>
  )
}
