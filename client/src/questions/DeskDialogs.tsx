import { answerMax, reasonMax } from '@lectern/shared/limits'
import type { Faculty } from '@lectern/shared/program'
import type { StaffQuestion } from '@lectern/shared/questions'
import { counted } from '../words/counts.ts'
import { type Choice, ChoiceDialog } from './ChoiceDialog.tsx'
import { nobody } from './columns.ts'
import type { Moderation } from './moderation.ts'
import { TextDialog } from './TextDialog.tsx'

export type DialogName = 'dismiss' | 'write' | 'merge' | 'assign'

interface DeskDialogsProps {
  name: DialogName
  /** As the moderator saw it when the dialog opened: the server compares its version. */
  question: StaffQuestion
  others: StaffQuestion[]
  faculty: Faculty[]
  moderation: Moderation
  onClose: () => void
}

/** Asks what an action needs before it runs. */
export function DeskDialogs({ name, question, others, faculty, moderation, onClose }: DeskDialogsProps) {
  const { text } = question
  if (name === 'dismiss')
    return (
      <TextDialog
        title="Dismiss this question?"
        question={text}
        label="Reason (optional)"
        description="The asker can read it. Enter dismisses."
        confirm="Dismiss"
        max={reasonMax}
        optional
        onClose={onClose}
        onConfirm={(reason) => {
          onClose()
          const guess = { status: 'dismissed', reason, pinned: false } as const
          void moderation.change('questions.dismiss', question, { reason }, 'Dismissed', guess)
        }}
      />
    )
  if (name === 'write')
    return (
      <TextDialog
        title="Answer in writing"
        question={text}
        label="Answer"
        description="Everybody can read it. Ctrl+Enter sends it."
        confirm="Publish the answer"
        max={answerMax}
        onClose={onClose}
        onConfirm={(answer) => {
          onClose()
          const guess = { status: 'answered', answer } as const
          void moderation.change('questions.answer', question, { answer }, 'Answered in writing', guess)
        }}
      />
    )
  if (name === 'merge')
    return (
      <ChoiceDialog
        title="Merge into which question?"
        question={text}
        label="The question that stays"
        choices={others.map(({ id, text: label, votes }) => ({
          value: id,
          label: `${label} (${counted(votes, 'vote')})`,
        }))}
        none="There is no such question."
        onClose={onClose}
        onChoose={(id) => {
          onClose()
          const into = others.find((other) => other.id === id)
          if (!into) return
          const rest = { into: id, intoVersion: into.version }
          void moderation.change('questions.merge', question, rest, 'Merged', {
            mergedInto: id,
            pinned: false,
          })
        }}
      />
    )
  const people: Choice[] = faculty.map(({ personId, name: label }) => ({ value: personId, label }))
  return (
    <ChoiceDialog
      title="Assign to whom?"
      question={text}
      label="Panellist"
      choices={question.assignedTo === null ? people : [...people, { value: nobody, label: 'Nobody' }]}
      none="There is no such panellist."
      onClose={onClose}
      onChoose={(value) => {
        onClose()
        const personId = value === nobody ? null : value
        const did = personId === null ? 'Assigned to nobody' : 'Assigned'
        void moderation.change('questions.assign', question, { personId }, did, { assignedTo: personId })
      }}
    />
  )
}
