import type { BoothField } from '@lectern/shared/booths'
import { descriptionMax } from '@lectern/shared/limits'
import { Text, Textarea, TextInput } from '@mantine/core'
import { listWords } from '../../words/counts.ts'
import { boothFieldWords } from '../boothWords.ts'
import type { EditForm, EditProblems } from './editForm.ts'
import { HourRows, LinkRows } from './RowFields.tsx'

interface ContentFieldsProps {
  form: EditForm
  problems: EditProblems
  mayEdit: (field: BoothField) => boolean
  onChange: (form: EditForm) => void
}

const typed = ['name', 'categories', 'description', 'links', 'hours'] as const

/** What is typed about a booth, as far as this person may change it. */
export function ContentFields({ form, problems, mayEdit, onChange }: ContentFieldsProps) {
  const locked = typed.filter((field) => !mayEdit(field))
  return (
    <>
      {mayEdit('name') && (
        <TextInput
          label="Name"
          value={form.name}
          error={problems.name}
          onChange={(event) => onChange({ ...form, name: event.currentTarget.value })}
        />
      )}
      {mayEdit('categories') && (
        <TextInput
          label="Categories"
          description="At most six, separated by commas."
          value={form.categories}
          error={problems.categories}
          onChange={(event) => onChange({ ...form, categories: event.currentTarget.value })}
        />
      )}
      {mayEdit('description') && (
        <Textarea
          label="Description"
          description={`Plain text. ${form.description.trim().length} of ${descriptionMax} characters.`}
          autosize
          minRows={5}
          maxRows={16}
          value={form.description}
          error={problems.description}
          onChange={(event) => onChange({ ...form, description: event.currentTarget.value })}
        />
      )}
      {mayEdit('links') && <LinkRows form={form} problems={problems} onChange={onChange} />}
      {mayEdit('hours') && <HourRows form={form} problems={problems} onChange={onChange} />}
      {locked.length > 0 && (
        <Text size="sm" c="gray.7">
          Only the organiser changes:{' '}
          {listWords(locked.map((field) => boothFieldWords[field].toLocaleLowerCase()))}.
        </Text>
      )}
    </>
  )
}
