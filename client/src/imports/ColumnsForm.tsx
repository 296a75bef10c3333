import {
  type ImportField,
  type ImportMapping,
  type ImportView,
  identifierFields,
  peopleFields,
  programFields,
} from '@lectern/shared/imports'
import { Button, Checkbox, Fieldset, Group, Select, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useMe } from '../live/me.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { Segments } from '../ui/Segments.tsx'
import { zoneOptions } from '../words/zones.ts'
import { Discard } from './Discard.tsx'
import { importsKey, preview } from './importsApi.ts'
import { fieldWords, missingColumns } from './importWords.ts'

type Columns = ImportMapping['columns']

/** Which field a column is; `null`: it is left out. A field that was another column's moves. */
function withField(columns: Columns, index: number, field: ImportField | null): Columns {
  const others = Object.entries(columns).filter(([name, column]) => column !== index && name !== field)
  return Object.fromEntries(field ? [...others, [field, index]] : others) as Columns
}

const fieldAt = (columns: Columns, index: number): ImportField | null =>
  (Object.entries(columns).find(([, column]) => column === index)?.[0] as ImportField | undefined) ?? null

function useFields({ kind }: ImportView): readonly ImportField[] {
  const isOffice = useMe().data?.person.roles.includes('office')
  if (kind === 'program') return programFields
  return isOffice ? [...peopleFields, ...identifierFields] : peopleFields
}

interface ColumnRow {
  index: number
  heading: string
  samples: string[]
}

/** Says what each column of the file is. */
export function ColumnsForm({ one, onCancel }: { one: ImportView; onCancel?: () => void }) {
  const [mapping, setMapping] = useState<ImportMapping>(one.mapping)
  const [problem, setProblem] = useState<string>()
  const fields = useFields(one)
  const { busy, refusal, run } = useCommand({ changes: importsKey })
  const change = (changed: Partial<ImportMapping>) => {
    setProblem(undefined)
    setMapping((before) => ({ ...before, ...changed }))
  }
  const send = () => {
    const missing = missingColumns(one.kind, mapping.columns)
    setProblem(missing)
    if (!missing) void run(() => preview(one.id, mapping))
  }
  const options = fields.map((value) => ({ value, label: fieldWords[value] }))
  const columns: Column<ColumnRow>[] = [
    { id: 'heading', label: 'Column in the file', cell: ({ heading }) => <span dir="auto">{heading}</span> },
    {
      id: 'field',
      label: 'Is read as',
      cell: ({ index, heading }) => (
        <Select
          aria-label={`What the column ${heading} is`}
          placeholder="Left out"
          data={options}
          value={fieldAt(mapping.columns, index)}
          onChange={(field) =>
            change({ columns: withField(mapping.columns, index, field as ImportField | null) })
          }
          clearable
          searchable
          clearButtonProps={{ 'aria-label': `Leave out the column ${heading}` }}
          miw={180}
        />
      ),
    },
    {
      id: 'samples',
      label: 'For example',
      cell: ({ samples }) => (
        <Text size="sm" c="gray.7" dir="auto">
          {samples.join(' · ') || 'Empty'}
        </Text>
      ),
    },
  ]
  return (
    <Stack gap="lg" component="section" aria-labelledby="columns">
      <Title order={2} id="columns">
        What each column is
      </Title>
      <DataTable
        caption="Columns of the file"
        columns={columns}
        rows={one.columns.map((column, index) => ({ ...column, index }))}
        rowKey={({ index }) => String(index)}
      />
      <HowToRead kind={one.kind} mapping={mapping} onChange={change} />
      <Refusal refusal={problem ?? refusal ?? one.problem} />
      <Group gap="sm">
        <Button onClick={send} {...busyButton(busy)}>
          Show the preview
        </Button>
        {onCancel ? (
          <Button variant="default" onClick={onCancel}>
            Back to the preview
          </Button>
        ) : (
          <Discard one={one} />
        )}
      </Group>
    </Stack>
  )
}

interface HowToReadProps {
  kind: ImportView['kind']
  mapping: ImportMapping
  onChange: (changed: Partial<ImportMapping>) => void
}

const dateOrderChoices = [
  { value: 'day', label: '3 April' },
  { value: 'month', label: 'March 4' },
  { value: 'none', label: 'Not in it' },
]

/** What a file does not say about itself. */
function HowToRead({ kind, mapping, onChange }: HowToReadProps) {
  const { timeZone, dateOrder, removesMissing, addsErased = false, columns } = mapping
  const hasDates = kind === 'program' || columns.birthday !== undefined
  return (
    <Stack gap="md">
      {kind === 'program' && (
        <Select
          label="Time zone of the file"
          description="Times that name their offset, as those of a schedule.json, need none."
          data={zoneOptions(timeZone)}
          value={timeZone}
          onChange={(zone) => zone && onChange({ timeZone: zone })}
          allowDeselect={false}
          searchable
          maw={360}
        />
      )}
      {hasDates && (
        <Fieldset variant="unstyled" legend="A date like 3/4/2026 is" maw={440}>
          <Segments
            segments={dateOrderChoices}
            value={dateOrder ?? 'none'}
            onChange={(order) =>
              onChange({ dateOrder: order === 'none' ? null : (order as 'day' | 'month') })
            }
          />
        </Fieldset>
      )}
      {kind === 'program' && (
        <Checkbox
          label="Remove sessions of earlier imports that this file no longer has"
          description="Sessions that were planned here by hand always stay."
          checked={removesMissing}
          onChange={({ currentTarget }) => onChange({ removesMissing: currentTarget.checked })}
        />
      )}
      <Checkbox
        label="Add people again who were erased"
        description="As somebody new, without anything from before. Make sure first that they want it."
        checked={addsErased}
        onChange={({ currentTarget }) => onChange({ addsErased: currentTarget.checked })}
      />
    </Stack>
  )
}
