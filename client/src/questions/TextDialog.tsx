import { Text, Textarea } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'

interface TextDialogProps {
  title: string
  question: string
  label: string
  description: string
  confirm: string
  max: number
  /** Whether the text may be empty. */
  optional?: boolean
  onConfirm: (text: string | null) => void
  onClose: () => void
}

/** A short text about a question: the reason for a dismissal, or its answer. */
export function TextDialog(props: TextDialogProps) {
  const { title, question, label, description, confirm, max, optional, onConfirm, onClose } = props
  const [text, setText] = useState('')
  const length = text.trim().length
  const ok = length <= max && (optional || length > 0)
  const submit = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault()
    if (ok) onConfirm(text.trim() || null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter sends a short reason; an answer may have paragraphs.
    const alone = optional && !event.shiftKey
    if (event.key === 'Enter' && (alone || event.ctrlKey || event.metaKey)) submit(event)
  }
  return (
    <Dialog opened onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <Text mb="sm" style={{ overflowWrap: 'anywhere' }}>
          “<bdi>{question}</bdi>”
        </Text>
        <Textarea
          label={label}
          description={`${description} ${length} of ${max} characters.`}
          autosize
          minRows={optional ? 1 : 4}
          maxRows={12}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          error={length > max && 'Too long. Shorten it.'}
          mb="md"
        />
        <DialogButtons onCancel={onClose} confirm={confirm} disabled={!ok} />
      </form>
    </Dialog>
  )
}
