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
import { type DraftProblems, movedOption, withOption, withoutOption, withRight } from './draftForm.ts'

interface OptionFieldsProps {
  form: PollDraft
  onChange: (form: PollDraft) => void
  problems: DraftProblems
}

/** The options of a poll: written, added, removed and put in order, all by keyboard. */
export function OptionFields({ form, onChange, problems }: OptionFieldsProps) {
  const fields = useRef<HTMLDivElement>(null)
  /** The control that gets the focus once the change is drawn. */
  const [focused, setFocused] = useState<string>()
  const [moved, setMoved] = useState('')
  useEffect(() => {
    if (!focused) return
    fields.current?.querySelector<HTMLElement>(`[data-control="${focused}"]`)?.focus()
    setFocused(undefined)
  }, [focused])

  const { options } = form
  const move = (from: number, to: number) => {
    const option = options[from]!
    onChange(movedOption(form, from, to))
    // The button that was pressed may have nowhere further to go.
    const isUp = to === 0 ? false : to === options.length - 1 || to < from
    setFocused(`${isUp ? 'up' : 'down'} ${option.id}`)
    setMoved(`${option.text || 'The option'} is now ${to + 1} of ${options.length}`)
  }
  const remove = (index: number) => {
    onChange(withoutOption(form, options[index]!.id))
    const next = options[index + 1] ?? options[index - 1]
    setFocused(next ? `text ${next.id}` : 'add')
  }
  const add = () => {
    const grown = withOption(form)
    onChange(grown)
    setFocused(`text ${grown.options.at(-1)!.id}`)
  }
  return (
    <Fieldset legend="Options" ref={fields as never}>
      <Stack gap="sm">
        {options.map(({ id, text }, index) => {
          const label = `Option ${index + 1}`
          return (
            <div key={id}>
              <Group gap="xs" align="flex-end">
                <TextInput
                  label={label}
                  style={{ flex: '1 1 180px' }}
                  value={text}
                  data-control={`text ${id}`}
                  error={problems[`options.${index}.text`]}
                  onChange={(event) => {
                    const changed = { id, text: event.currentTarget.value }
                    onChange({ ...form, options: options.with(index, changed) })
                  }}
                />
                <ActionIcon
                  variant="default"
                  size="lg"
                  aria-label={`Move ${label} up`}
                  data-control={`up ${id}`}
                  disabled={index === 0}
                  onClick={() => move(index, index - 1)}
                >
                  <IconArrowUp size={18} />
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  size="lg"
                  aria-label={`Move ${label} down`}
                  data-control={`down ${id}`}
                  disabled={index === options.length - 1}
                  onClick={() => move(index, index + 1)}
                >
                  <IconArrowDown size={18} />
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  size="lg"
                  aria-label={`Remove ${label}`}
                  onClick={() => remove(index)}
                >
                  <IconTrash size={18} />
                </ActionIcon>
              </Group>
              {form.kind === 'quiz' && (
                <Checkbox
                  mt="xs"
                  label={`${label} is right`}
                  checked={form.correct.includes(id)}
                  onChange={(event) => onChange(withRight(form, id, event.currentTarget.checked))}
                />
              )}
            </div>
          )
        })}
        <Refusal refusal={problems.options} size="sm" />
        <Refusal refusal={problems.correct} size="sm" />
        <Button variant="default" style={{ alignSelf: 'flex-start' }} data-control="add" onClick={add}>
          Add an option
        </Button>
      </Stack>
      <VisuallyHidden role="status">{moved}</VisuallyHidden>
    </Fieldset>
  )
}
