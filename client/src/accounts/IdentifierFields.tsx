// The fields of the form with a person's licences and numbers.

import { boards } from '@lectern/shared/identifiers'
import { licencesMax } from '@lectern/shared/limits'
import { Button, Fieldset, Group, NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { IconButton } from '../ui/IconButton.tsx'
import type { ContractForm } from '../ui/useContractForm.ts'
import {
  boardNames,
  dayChoices,
  type IdentifierForm,
  monthChoices,
  newBoard,
  newLicence,
  type Part,
} from './identifierForm.ts'

type Form = ContractForm<IdentifierForm>
const wide = { base: 1, xs: 2 }

export function IdentifierPart({ part, form }: { part: Part; form: Form }) {
  switch (part) {
    case 'licences':
      return <Licences form={form} />
    case 'boards':
      return <Boards form={form} />
    case 'birthday':
      return <Birthday form={form} />
    default:
      return <NumberField part={part} form={form} />
  }
}

const numberWords = {
  npi: { label: 'NPI', description: 'National Provider Identifier, 10 digits' },
  nabpId: { label: 'NABP e-Profile ID', description: 'Digits only' },
  efn: { label: 'EFN', description: 'Einheitliche Fortbildungsnummer, 15 digits' },
} as const

const NumberField = ({ part, form }: { part: keyof typeof numberWords; form: Form }) => (
  <SimpleGrid cols={wide}>
    <TextInput {...numberWords[part]} inputMode="numeric" {...form.getInputProps(part)} />
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
