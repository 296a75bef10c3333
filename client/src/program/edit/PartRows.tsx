import type { BodyRules } from '@lectern/shared/bodyRules'
import { numbersMax } from '@lectern/shared/limits'
import { Button, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { newId } from '../../live/unanswered.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import type { ContractForm } from '../../ui/useContractForm.ts'
import { professionWords } from '../../words/credit.ts'
import type { ActivityFields } from './activityFields.ts'
import type { DesignationRow } from './designationFields.ts'
import { type PlannedCredit, type PlannedPart, partsPer } from './plannedCredit.ts'
import { Removed, useRemoval } from './useRemoval.tsx'

export interface DesignationProps {
  form: ContractForm<ActivityFields>
  index: number
  row: DesignationRow
  /** Undefined until one is chosen. */
  body: BodyRules | undefined
  credit: PlannedCredit
  /** A field's value and handler; what was written in it is judged at once. */
  inputOf: (field: string, written: string | number) => object
}

const optionsOf = (parts: readonly PlannedPart[]) =>
  parts.map(({ id, title }) => ({ value: id, label: title }))

const AddButton = ({
  disabled,
  onClick,
  children,
}: {
  disabled: boolean
  onClick: () => void
  children: ReactNode
}) => (
  <Button
    variant="default"
    size="compact-sm"
    style={{ alignSelf: 'start' }}
    leftSection={<IconPlus size={14} aria-hidden="true" />}
    disabled={disabled}
    onClick={onClick}
  >
    {children}
  </Button>
)

/** What has begun keeps what was designated for it. */
const hasBegun = (parts: readonly PlannedPart[], partId: string): boolean =>
  parts.find(({ id }) => id === partId)?.hasBegun ?? false

/** Sessions or days whose maximum is another one than the others'. */
export function OwnMaximums({ form, index, row, body, credit, inputOf }: DesignationProps) {
  const at = `designations.${index}.maximums`
  const { remove, removed } = useRemoval(form, at)
  const { per, maximums } = row
  const what = per === 'day' ? 'day' : 'session'
  const parts = partsPer(per, credit)
  if (per === 'activity' && maximums.length === 0) return null
  const titleOf = (partId: string) => parts.find(({ id }) => id === partId)?.title ?? `a ${what}`
  return (
    <fieldset className="edit-rows edit-wide">
      <legend>
        Maximums of single {what}s{body ? `: ${body.title}` : ''}
      </legend>
      <Stack gap="sm">
        {maximums.map(({ key, partId, maximum }, i) => (
          <Group key={key} gap="sm" align="flex-start" wrap="nowrap">
            <div className="edit-pair edit-designation">
              <Select
                openOnFocus={false}
                label={what === 'day' ? 'Day' : 'Session'}
                data={optionsOf(parts)}
                searchable
                disabled={hasBegun(parts, partId)}
                {...inputOf(`${at}.${i}.partId`, partId)}
              />
              <NumberInput
                label={`Maximum of this ${what}`}
                min={0}
                clampBehavior="none"
                step={body?.step ?? 0.25}
                suffix={body ? ` ${body.unit.many}` : ''}
                disabled={hasBegun(parts, partId)}
                {...inputOf(`${at}.${i}.maximum`, maximum)}
              />
            </div>
            <IconButton
              label={`Remove the maximum of ${titleOf(partId)}`}
              icon={IconTrash}
              iconSize={16}
              disabled={hasBegun(parts, partId)}
              onClick={() => remove(i, maximums[i], `the maximum of ${titleOf(partId)}`)}
            />
          </Group>
        ))}
        <Group gap="sm">
          <AddButton
            disabled={parts.length === 0 || maximums.length >= Math.min(numbersMax, parts.length)}
            onClick={() => form.insertListItem(at, { key: newId(), partId: '', maximum: '' })}
          >
            Add a {what} with another maximum
          </AddButton>
          <Removed removed={removed} />
        </Group>
        {parts.length === 0 && (
          <Text size="sm" c="gray.7">
            A {what} can be chosen once the activity and its session are saved.
          </Text>
        )}
      </Stack>
    </fieldset>
  )
}

/** For whom a body's number is; a body of one profession has no choice. */
const audienceOf = ({ professions }: BodyRules) => [
  { value: '', label: 'Everybody' },
  ...professions.map((each) => ({ value: each, label: professionWords[each] })),
]

/** Numbers for one profession, session or day. */
export function OwnNumbers({ form, index, row, body, credit, inputOf }: DesignationProps) {
  const at = `designations.${index}.numbers`
  const { remove, removed } = useRemoval(form, at)
  const { per, numbers } = row
  if (!body) return null
  const parts = [...(per === 'session' ? credit.sessions : []), ...(per === 'activity' ? [] : credit.byDay)]
  const known = new Set(parts.map(({ id }) => id))
  /** A part that cannot be chosen any more is still shown. */
  const partsOf = (part: string) => [
    { value: '', label: 'The whole activity' },
    ...optionsOf(parts),
    ...(part !== '' && !known.has(part) ? [{ value: part, label: 'Not to be chosen here' }] : []),
  ]
  const hasAudience = body.professions.length > 1 || numbers.some(({ profession }) => profession !== '')
  return (
    <fieldset className="edit-rows edit-wide">
      <legend>More numbers: {body.title}</legend>
      <Stack gap="sm">
        {numbers.map(({ key, part, profession, number }, i) => (
          <Group key={key} gap="sm" align="flex-start" wrap="nowrap">
            <div className="edit-pair edit-designation">
              {hasAudience && (
                <Select
                  openOnFocus={false}
                  label="For"
                  data={audienceOf(body)}
                  allowDeselect={false}
                  disabled={hasBegun(parts, part)}
                  {...inputOf(`${at}.${i}.profession`, profession)}
                />
              )}
              {(parts.length > 0 || part !== '') && (
                <Select
                  openOnFocus={false}
                  label={per === 'day' ? 'Day' : 'Session or day'}
                  data={partsOf(part)}
                  searchable
                  allowDeselect={false}
                  disabled={hasBegun(parts, part)}
                  {...inputOf(`${at}.${i}.part`, part)}
                />
              )}
              <TextInput
                label={
                  body.numberFormat === 'uan' ? 'UAN' : body.numberFormat === 'vnr' ? 'VNR' : 'Number of it'
                }
                disabled={hasBegun(parts, part)}
                {...inputOf(`${at}.${i}.number`, number)}
              />
            </div>
            <IconButton
              label={`Remove the number ${number.trim() || i + 1}`}
              icon={IconTrash}
              iconSize={16}
              disabled={hasBegun(parts, part)}
              onClick={() => remove(i, numbers[i], `the number ${number.trim() || i + 1}`)}
            />
          </Group>
        ))}
        <Group gap="sm">
          <AddButton
            disabled={numbers.length >= numbersMax}
            onClick={() => form.insertListItem(at, { key: newId(), profession: '', part: '', number: '' })}
          >
            {parts.length > 0
              ? 'Add a number for a profession, session or day'
              : 'Add a number for a profession'}
          </AddButton>
          <Removed removed={removed} />
        </Group>
      </Stack>
    </fieldset>
  )
}
