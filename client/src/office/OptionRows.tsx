import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { IconButton } from '../ui/IconButton.tsx'
import { newOption } from './evaluationForm.ts'

const optionsMax = 10

/** The part of a form that rows of options need. */
interface RowsForm {
  getInputProps: (path: string) => object
  removeListItem: (path: string, index: number) => void
  insertListItem: (path: string, item: unknown) => void
}

interface OptionRowsProps {
  form: RowsForm
  /** The list's path in the form. */
  at: string
  options: readonly { id: string; text: string }[]
  /** What a row is: "answer". */
  what?: string
  most?: number
  /** Ids of the right options, and what ticking one does; without it none is right. */
  right?: { ids: readonly string[]; onChange: (id: string, isRight: boolean) => void }
}

/** Options to choose from, a row each. */
export function OptionRows({
  form,
  at,
  options,
  what = 'answer',
  most = optionsMax,
  right,
}: OptionRowsProps) {
  return (
    <Stack gap="xs">
      {options.map(({ id }, i) => (
        <Group key={id} gap="xs" wrap="nowrap">
          {right && (
            <Checkbox
              aria-label={`Answer ${i + 1} is right`}
              checked={right.ids.includes(id)}
              onChange={(event) => right.onChange(id, event.currentTarget.checked)}
            />
          )}
          <TextInput
            aria-label={`${what[0]!.toUpperCase()}${what.slice(1)} ${i + 1}`}
            maxLength={200}
            flex={1}
            {...form.getInputProps(`${at}.${i}.text`)}
          />
          <IconButton
            icon={IconX}
            label={`Remove ${what} ${i + 1}`}
            onClick={() => form.removeListItem(at, i)}
          />
        </Group>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        style={{ alignSelf: 'start' }}
        disabled={options.length >= most}
        onClick={() => form.insertListItem(at, newOption())}
      >
        Add {/^[aeiou]/.test(what) ? 'an' : 'a'} {what}
      </Button>
    </Stack>
  )
}
