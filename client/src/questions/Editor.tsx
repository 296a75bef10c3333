import { questionMax } from '@lectern/shared/limits'
import type { StaffQuestion } from '@lectern/shared/questions'
import { Button, Group, Text, Textarea } from '@mantine/core'
import type { KeyboardEvent } from 'react'

export interface Editing {
  /** As it was when editing began, or when another person's change was seen. */
  seen: StaffQuestion
  text: string
}

interface EditorProps {
  editing: Editing
  question: StaffQuestion
  onText: (text: string) => void
  onSave: () => void
  onCancel: () => void
}

/** Replaces the question's text. Changes that others make meanwhile are shown above, not overwritten. */
export function Editor({ editing, question, onText, onSave, onCancel }: EditorProps) {
  const length = editing.text.trim().length
  const ok = length > 0 && length <= questionMax
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel()
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ok) onSave()
  }
  return (
    <div>
      {question.text !== editing.seen.text && (
        <Text size="sm" role="status">
          Somebody else has changed it; it now reads: “<bdi>{question.text}</bdi>”
        </Text>
      )}
      <Textarea
        label="Edit the question"
        description={`${length} of ${questionMax} characters. The original is kept.`}
        autosize
        minRows={2}
        maxRows={10}
        ref={focusAtEnd}
        value={editing.text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        error={length > questionMax && 'Too long. Shorten it to save it.'}
      />
      <Group gap={8} mt={8}>
        <Button size="compact-md" disabled={!ok} onClick={onSave}>
          Save
        </Button>
        <Button size="compact-md" variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </div>
  )
}

/** The editor opens by key, so typing can start at once. */
const focusAtEnd = (element: HTMLTextAreaElement | null) => {
  if (!element) return
  element.focus()
  element.setSelectionRange(element.value.length, element.value.length)
}
