import type { BoothField } from '@lectern/shared/booths'
import { categoriesMax, descriptionMax } from '@lectern/shared/limits'
import { Text, Textarea, TextInput } from '@mantine/core'
import type { ContractForm } from '../../ui/useContractForm.ts'
import { listWords } from '../../words/counts.ts'
import { boothFieldWords } from '../boothWords.ts'
import type { EditForm } from './editForm.ts'
import { HourRows, LinkRows } from './RowFields.tsx'

interface ContentFieldsProps {
  form: ContractForm<EditForm>
  mayEdit: (field: BoothField) => boolean
}

const typed = ['name', 'categories', 'description', 'links', 'hours'] as const

/** The text fields of a booth that this person may change. */
export function ContentFields({ form, mayEdit }: ContentFieldsProps) {
  const locked = typed.filter((field) => !mayEdit(field))
  return (
    <>
      {mayEdit('name') && <TextInput label="Name" {...form.getInputProps('name')} />}
      {mayEdit('categories') && (
        <TextInput
          label="Categories"
          description={`At most ${categoriesMax}, separated by commas.`}
          {...form.getInputProps('categories')}
        />
      )}
      {mayEdit('description') && (
        <Textarea
          label="Description"
          description={`Plain text, ${form.values.description.trim().length} / ${descriptionMax} characters.`}
          autosize
          minRows={5}
          maxRows={16}
          {...form.getInputProps('description')}
        />
      )}
      {mayEdit('links') && <LinkRows form={form} />}
      {mayEdit('hours') && <HourRows form={form} />}
      {locked.length > 0 && (
        <Text size="sm" c="gray.7">
          Only organisers can change the{' '}
          {listWords(locked.map((field) => boothFieldWords[field].toLocaleLowerCase()))}.
        </Text>
      )}
    </>
  )
}
