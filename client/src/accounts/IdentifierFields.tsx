// The fields of the form with a person's licences and numbers.

import type { Identifiers, Requirement } from '@lectern/shared/details'
import type { AppError } from '@lectern/shared/errors'
import { boards } from '@lectern/shared/identifiers'
import { licencesMax } from '@lectern/shared/limits'
import { Button, Fieldset, Group, NativeSelect, SimpleGrid, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { busyButton } from '../ui/busyButton.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import type { ContractForm } from '../ui/useContractForm.ts'
import {
  boardNames,
  dayChoices,
  type IdentifierForm,
  monthChoices,
  newBoard,
  newLicence,
  type Part,
  parts,
  partsFor,
  type TextPart,
} from './identifierForm.ts'

type Form = ContractForm<IdentifierForm>
const wide = { base: 1, xs: 2 }

interface IdentifierFieldsProps {
  form: Form
  /** What somebody asks for is shown first, with what is given. */
  asks: readonly Requirement[]
  given: Identifiers
  busy: boolean
  refusal: AppError | undefined
  saved: boolean
  /** In place of fields. */
  none?: string
}

/** The fields of the form, its button, and what became of the last press; all others on request. */
export function IdentifierFields({ form, asks, given, busy, refusal, saved, none }: IdentifierFieldsProps) {
  const [all, setAll] = useState(false)
  const shown = all ? parts : partsFor(asks, given)
  return (
    <>
      {shown.length === 0 && none && <Text>{none}</Text>}
      {shown.map((part) => (
        <IdentifierPart key={part} part={part} form={form} />
      ))}
      <Refusal refusal={refusal} kept="What you wrote is kept here." />
      <Group gap="sm">
        {shown.length > 0 && (
          <Button type="submit" {...busyButton(busy)}>
            {busy ? 'Saving…' : 'Save'}
          </Button>
        )}
        {shown.length < parts.length && (
          <Button variant="default" onClick={() => setAll(true)}>
            Add another number
          </Button>
        )}
        <Text role="status">{saved && 'Saved.'}</Text>
      </Group>
    </>
  )
}

function IdentifierPart({ part, form }: { part: Part; form: Form }) {
  switch (part) {
    case 'licences':
      return <Licences form={form} />
    case 'boards':
      return <Boards form={form} />
    case 'birthday':
      return <Birthday form={form} />
    default:
      return <TextPartField part={part} form={form} />
  }
}

const digits = { inputMode: 'numeric' } as const
const textWords: Record<TextPart, { label: string; description: string; inputMode?: 'numeric' }> = {
  npi: { label: 'NPI', description: 'National Provider Identifier, 10 digits', ...digits },
  nabpId: { label: 'NABP e-Profile ID', description: 'Digits only', ...digits },
  efn: { label: 'EFN', description: 'Einheitliche Fortbildungsnummer, 15 digits', ...digits },
  codiceFiscale: { label: 'Codice fiscale', description: '16 letters and digits' },
  discipline: { label: 'Discipline', description: 'As accreditation names it, such as Cardiologia' },
}

const TextPartField = ({ part, form }: { part: TextPart; form: Form }) => (
  <SimpleGrid cols={wide}>
    <TextInput {...textWords[part]} {...form.getInputProps(part)} />
  </SimpleGrid>
)

interface RowProps {
  label: string
  onRemove: (() => void) | undefined
  children: ReactNode
}
const Row = ({ label, onRemove, children }: RowProps) => (
  <Group gap="sm" align="flex-end" wrap="nowrap">
    <SimpleGrid cols={wide} flex={1}>
      {children}
    </SimpleGrid>
    {onRemove && <IconButton label={label} icon={IconTrash} onClick={onRemove} />}
  </Group>
)

const Another = ({ children, onClick }: { children: string; onClick: () => void }) => (
  <Button
    variant="subtle"
    size="compact-sm"
    mt="xs"
    leftSection={<IconPlus size={14} stroke={2} aria-hidden="true" />}
    onClick={onClick}
  >
    {children}
  </Button>
)

function Licences({ form }: { form: Form }) {
  const { licences } = form.values
  return (
    <Fieldset legend="Licences to practise">
      {licences.map((_, i) => (
        <Row
          key={i}
          label={`Remove licence ${i + 1}`}
          onRemove={licences.length > 1 ? () => form.removeListItem('licences', i) : undefined}
        >
          <TextInput
            label="State or country"
            description="For example: MA"
            {...form.getInputProps(`licences.${i}.state`)}
          />
          <TextInput
            label="Licence number"
            description="As printed on the licence"
            {...form.getInputProps(`licences.${i}.number`)}
          />
        </Row>
      ))}
      {licences.length < licencesMax && (
        <Another onClick={() => form.insertListItem('licences', newLicence())}>Another licence</Another>
      )}
    </Fieldset>
  )
}

function Boards({ form }: { form: Form }) {
  const rows = form.values.boards
  return (
    <Fieldset legend="Certifying boards">
      {rows.map((_, i) => (
        <Row
          key={i}
          label={`Remove board ${i + 1}`}
          onRemove={rows.length > 1 ? () => form.removeListItem('boards', i) : undefined}
        >
          <NativeSelect
            label="Board"
            data={boards.map((board) => ({ value: board, label: boardNames[board] }))}
            {...form.getInputProps(`boards.${i}.board`)}
          />
          <TextInput label="Board ID" {...form.getInputProps(`boards.${i}.number`)} />
        </Row>
      ))}
      {rows.length < boards.length && (
        <Another onClick={() => form.insertListItem('boards', newBoard(rows))}>Another board</Another>
      )}
    </Fieldset>
  )
}

function Birthday({ form }: { form: Form }) {
  const select = (field: 'birthMonth' | 'birthDay') => ({
    ...form.getInputProps(field),
    value: String(form.values[field] ?? ''),
    onChange: (event: { currentTarget: { value: string } }) =>
      form.setFieldValue(field, Number(event.currentTarget.value) || null),
  })
  return (
    <SimpleGrid cols={wide}>
      <NativeSelect label="Month of birth" data={monthChoices} {...select('birthMonth')} />
      <NativeSelect
        label="Day of birth"
        description="The year is not asked for"
        data={dayChoices}
        {...select('birthDay')}
      />
    </SimpleGrid>
  )
}
