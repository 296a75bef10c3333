import type { Planning } from '@lectern/shared/programPlanning'
import { kindNames, sessionKinds } from '@lectern/shared/sessionKinds'
import { Autocomplete, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core'
import { SupportRows } from '../../ui/SupportRows.tsx'
import type { ContractForm } from '../../ui/useContractForm.ts'
import { languageWords } from '../../words/languages.ts'
import { CreditFields } from './CreditFields.tsx'
import { columnsOf } from './grid.ts'
import { type Clearance, PeopleField } from './PeopleField.tsx'
import type { SessionFields } from './sessionFields.ts'
import { WhenFields } from './WhenFields.tsx'

interface SessionFormProps {
  form: ContractForm<SessionFields>
  planning: Planning
  clearance: (personId: string) => Clearance | undefined
  /** It has gone live: it stays in its activity. */
  hasBegun: boolean
}

const kinds = sessionKinds.map((kind) => ({ value: kind, label: kindNames[kind] }))
const parts = [
  ['speakers', 'Speakers', 'speaker', 'speaker'],
  ['moderators', 'Moderators', 'moderator', 'moderator'],
  // Nobody has a role for planning alone.
  ['planners', 'Planners', 'planner', 'speaker'],
] as const
const usualLanguages = ['en', 'de', 'es', 'fr', 'it', 'pt', 'zh', 'ja', 'ar']

/** Everything that is planned of a session. */
export function SessionForm({ form, planning, clearance, hasBegun }: SessionFormProps) {
  const { values, errors } = form
  const tracks = columnsOf(
    planning.conference.tracks ?? [],
    planning.sessions.map(({ session }) => session),
  ).filter(Boolean)
  const errorOf = (field: string) => (typeof errors[field] === 'string' ? errors[field] : undefined)
  return (
    <Stack gap="md" className="session-form">
      <TextInput label="Title" required dir="auto" {...form.getInputProps('title')} />
      <div className="edit-pair">
        <Select label="Kind" data={kinds} allowDeselect={false} {...form.getInputProps('kind')} />
        <Autocomplete label="Track" placeholder="None" data={tracks} {...form.getInputProps('track')} />
      </div>
      <WhenFields
        value={values}
        onChange={(when) => form.setValues(when)}
        error={errorOf('startsAt') ?? errorOf('endsAt')}
      />
      <Textarea label="Summary" autosize minRows={3} dir="auto" {...form.getInputProps('summary')} />
      <Textarea
        label="Learning objectives"
        description="One on each line: what people will be able to do afterwards."
        autosize
        minRows={2}
        dir="auto"
        {...form.getInputProps('objectives')}
      />
      <TagsInput
        label="Languages"
        description="Empty: the conference’s."
        data={usualLanguages}
        renderOption={({ option }) => languageWords(option.value)}
        {...form.getInputProps('languages')}
      />
      {parts.map(([field, label, noun, role]) => (
        <PeopleField
          key={field}
          label={label}
          noun={noun}
          role={role}
          value={values[field]}
          onChange={(people) => form.setFieldValue(field, people)}
          clearance={clearance}
          error={errorOf(field)}
        />
      ))}
      <CreditFields form={form} planning={planning} hasBegun={hasBegun} />
      <SupportRows
        form={form}
        none="None of its own. Learners are told so, and who supports the whole conference."
      />
    </Stack>
  )
}
