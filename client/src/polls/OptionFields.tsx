import type { PollDraft } from '@lectern/shared/polls'
import {
  ActionIcon,
  Button,
  Checkbox,
  Fieldset,
  Group,
  Stack,
  TextInput,
  VisuallyHidden,
} from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Refusal } from '../ui/Refusal.tsx'
import type { ContractForm } from '../ui/useContractForm.ts'
import { movedOption, withOption, withoutOption, withRight } from './draftForm.ts'

/** The options of a poll: edited, added, removed and ordered, all by keyboard. */
export function OptionFields({ form }: { form: ContractForm<PollDraft> }) {
  const fields = useRef<HTMLDivElement>(null)
  /** The control to focus once the change is drawn. */
  const [focused, setFocused] = useState<string>()
  const [moved, setMoved] = useState('')
  useEffect(() => {
    if (!focused) return
    fields.current?.querySelector<HTMLElement>(`[data-control="${focused}"]`)?.focus()
    setFocused(undefined)
  }, [focused])

  const { values: draft, errors, setValues } = form
  const { options } = draft
  const move = (from: number, to: number) => {
    const option = options[from]!
    setValues(movedOption(draft, from, to))
    // The pressed button may be unable to go further.
    const isUp = to === 0 ? false : to === options.length - 1 || to < from
    setFocused(`${isUp ? 'up' : 'down'} ${option.id}`)
    setMoved(`${option.text || 'The option'} is now ${to + 1} of ${options.length}`)
  }
  const remove = (index: number) => {
    setValues(withoutOption(draft, options[index]!.id))
    const next = options[index + 1] ?? options[index - 1]
    setFocused(next ? `text ${next.id}` : 'add')
  }
  const add = () => {
    const grown = withOption(draft)
    setValues(grown)
    setFocused(`text ${grown.options.at(-1)!.id}`)
  }
  return (
    <Fieldset legend="Options" ref={fields as never}>
      <Stack gap="sm">
        {options.map(({ id }, index) => {
          const label = `Option ${index + 1}`
          return (
            <div key={id}>
              <Group gap="xs" align="flex-end">
                <TextInput
                  label={label}
                  style={{ flex: '1 1 120px' }}
                  data-control={`text ${id}`}
                  {...form.getInputProps(`options.${index}.text`)}
                />
                <ActionIcon
                  variant="default"
                  size={28}
                  aria-label={`Move ${label} up`}
                  data-control={`up ${id}`}
                  disabled={index === 0}
                  onClick={() => move(index, index - 1)}
                >
                  <IconArrowUp size={16} />
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  size={28}
                  aria-label={`Move ${label} down`}
                  data-control={`down ${id}`}
                  disabled={index === options.length - 1}
                  onClick={() => move(index, index + 1)}
                >
                  <IconArrowDown size={16} />
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  size={28}
                  aria-label={`Remove ${label}`}
                  onClick={() => remove(index)}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </Group>
              {draft.kind === 'quiz' && (
                <Checkbox
                  mt="xs"
                  label={`${label} is right`}
                  checked={draft.correct.includes(id)}
                  onChange={(event) => setValues(withRight(draft, id, event.currentTarget.checked))}
                />
              )}
            </div>
          )
        })}
        <Refusal refusal={errors.options as string | undefined} size="sm" />
        <Refusal refusal={errors.correct as string | undefined} size="sm" />
        <Button variant="default" style={{ alignSelf: 'flex-start' }} data-control="add" onClick={add}>
          Add an option
        </Button>
      </Stack>
      <VisuallyHidden role="status">{moved}</VisuallyHidden>
    </Fieldset>
  )
}
