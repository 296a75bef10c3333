import type { PlanningForm as Form, PlanningField } from '@lectern/shared/planningForm'
import { changes, changeWords } from '@lectern/shared/planningWords'
import { countWords } from '@lectern/shared/wordCount'
import { Checkbox, Group, NativeSelect, Radio, Textarea } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import type { ContractForm } from '../ui/useContractForm.ts'

export interface FieldProps {
  form: ContractForm<Form>
}

/** The fields' ids, so that what is missing leads to its field. */
export const fieldId = (field: PlanningField): string => `planning-${field}`

export const Part = ({ title, children }: { title: string; children: ReactNode }) => {
  const id = useId()
  return (
    <section className="planning-part" aria-labelledby={id}>
      <h2 id={id} className="planning-title">
        {title}
      </h2>
      {children}
    </section>
  )
}

type TextField = {
  [Field in PlanningField]: Form[Field] extends string ? Field : never
}[PlanningField]

interface TextProps extends FieldProps {
  field: TextField
  label: string
  /** What belongs here. */
  help?: string
}

interface WordsProps extends TextProps {
  most: number
  minRows?: number
}

/** An answer whose words are counted while it is written. */
export function Words({ form, field, label, help, most, minRows = 2 }: WordsProps) {
  const count = countWords(form.values[field])
  return (
    <Textarea
      id={fieldId(field)}
      label={label}
      autosize
      minRows={minRows}
      description={
        <Group component="span" justify="space-between" gap="sm" wrap="nowrap" align="baseline">
          <span>{help}</span>
          <Count count={count} most={most} unit="words" />
        </Group>
      }
      dir="auto"
      {...form.getInputProps(field)}
    />
  )
}

/** A text whose characters are counted. */
export function LongText({ form, field, label, help, most, minRows = 3 }: WordsProps) {
  return (
    <Textarea
      id={fieldId(field)}
      label={label}
      autosize
      minRows={minRows}
      description={
        <Group component="span" justify="space-between" gap="sm" wrap="nowrap" align="baseline">
          <span>{help}</span>
          <Count count={form.values[field].length} most={most} unit="characters" />
        </Group>
      }
      dir="auto"
      {...form.getInputProps(field)}
    />
  )
}

const grouped = new Intl.NumberFormat('en')
const Count = ({ count, most, unit }: { count: number; most: number; unit: string }) => (
  <span
    className="planning-count figures"
    style={{ whiteSpace: 'nowrap' }}
    data-over={count > most || undefined}
  >
    {grouped.format(count)} / {grouped.format(most)} {unit}
  </span>
)

interface ChoiceProps extends FieldProps {
  field: PlanningField
  label: ReactNode
  help?: string
  words: Readonly<Record<string, string>>
}

interface BoxesProps extends ChoiceProps {
  /** Where other boxes belong to the same answer: what is ticked in these. */
  group?: { value: string[]; onChange: (own: string[]) => void }
}

/** Boxes of which several can be ticked. */
export const Boxes = ({ form, field, label, help, words, group }: BoxesProps) => (
  <Checkbox.Group
    label={label}
    description={help}
    {...(group ?? { id: fieldId(field), ...form.getInputProps(field) })}
  >
    <div className="planning-boxes">
      {Object.entries(words).map(([value, word]) => (
        <Checkbox key={value} value={value} label={word} />
      ))}
    </div>
  </Checkbox.Group>
)

interface OneOfProps extends ChoiceProps {
  /** Stores an answer that is no text. */
  choose?: (value: string) => void
}

const textOf = (value: Form[PlanningField]): string =>
  typeof value === 'string' || typeof value === 'boolean' ? String(value) : ''

/** One of a few; nothing is chosen until somebody does. */
export const OneOf = ({ form, field, label, help, words, choose }: OneOfProps) => (
  <Radio.Group
    id={fieldId(field)}
    label={label}
    description={help}
    {...form.getInputProps(field)}
    value={textOf(form.values[field])}
    {...(choose && { onChange: choose })}
  >
    <Group gap="md" mt={4}>
      {Object.entries(words).map(([value, word]) => (
        <Radio key={value} value={value} label={word} />
      ))}
    </Group>
  </Radio.Group>
)

const answers = [
  { value: '', label: '–' },
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]
const written = (answer: boolean | null): string => (answer === null ? '' : answer ? 'yes' : 'no')
const answerOf = (value: string): boolean | null => (value === '' ? null : value === 'yes')

/** What it is designed to change, and whether that was evaluated. */
export function Changes({ form }: FieldProps) {
  return (
    <table className="planning-changes" id={fieldId('changes')} tabIndex={-1} aria-label="Changes">
      <thead>
        <tr>
          <th scope="col">Of</th>
          <th scope="col">Designed to change</th>
          <th scope="col">Evaluated</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change}>
            <th scope="row">{changeWords[change]}</th>
            {(['designed', 'evaluated'] as const).map((side) => (
              <td key={side}>
                <NativeSelect
                  size="xs"
                  aria-label={`${changeWords[change]}: ${side === 'designed' ? 'designed to change' : 'evaluated'}`}
                  data={answers}
                  value={written(form.values.changes[change][side])}
                  onChange={(event) =>
                    form.setFieldValue(`changes.${change}.${side}`, answerOf(event.currentTarget.value))
                  }
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
