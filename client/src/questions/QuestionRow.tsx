import type { StaffQuestion } from '@lectern/shared/questions'
import { Text, UnstyledButton } from '@mantine/core'
import { memo, type ReactNode, useState } from 'react'
import { counted } from '../words/counts.ts'
import { ageOf } from '../words/durations.ts'
import type { ActionName } from './deskActions.ts'
import { type Editing, Editor } from './Editor.tsx'
import { RowActions } from './RowActions.tsx'
import { RowDetails } from './RowDetails.tsx'
import { type OtherModerator, RowMarks } from './RowMarks.tsx'

export interface RowHandlers {
  onChoose: (question: StaffQuestion) => void
  onAction: (name: ActionName, question: StaffQuestion) => void
  onUnmerge: (merged: StaffQuestion) => void
  onText: (text: string) => void
  onSave: () => void
  onCancel: () => void
}

export interface QuestionRowProps extends RowHandlers {
  question: StaffQuestion
  merged: StaffQuestion[]
  chosen: boolean
  now: number
  assignedName: string | undefined
  /** Other moderators whose cursor is on it, or who edit it. */
  others: readonly OtherModerator[] | undefined
  note: string | undefined
  editing: Editing | undefined
  /** Once the session has ended, actions for its stage are not offered. */
  hasEnded: boolean
  handle?: ReactNode
}

/** One question on the desk, in two lines and its facts. Pressing it shows all of it, and its actions. */
export const QuestionRow = memo(function QuestionRow(props: QuestionRowProps) {
  const { question, merged, chosen, editing, others, note, handle, onChoose } = props
  const [isHovered, setHovered] = useState(false)
  return (
    <div
      className="desk-card"
      data-chosen={chosen}
      data-question={question.id}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      <div className="desk-card-head">
        {editing ? (
          <Editor
            editing={editing}
            question={question}
            onText={props.onText}
            onSave={props.onSave}
            onCancel={props.onCancel}
          />
        ) : (
          <UnstyledButton
            className="question-text desk-words"
            dir="auto"
            aria-expanded={chosen}
            onClick={() => onChoose(question)}
          >
            {question.text}
          </UnstyledButton>
        )}
        <RowMarks {...props} others={others} />
      </div>
      {note && (
        <Text size="sm" role="status">
          {note}
        </Text>
      )}
      <div className="desk-card-foot">
        <RowFacts {...props} />
        {(chosen || isHovered) && !editing && (
          <RowActions
            question={question}
            merged={merged.length}
            hasEnded={props.hasEnded}
            isChosen={chosen}
            onAction={props.onAction}
          />
        )}
        {handle}
      </div>
      {chosen && <RowDetails question={question} merged={merged} onUnmerge={props.onUnmerge} />}
    </div>
  )
})

function RowFacts({ question, now, others }: QuestionRowProps) {
  const { votes, askedAt, asker } = question
  const editor = others?.find(({ isEditing }) => isEditing)
  return (
    <div className="desk-facts figures">
      {editor ? (
        <span role="status">
          <bdi>{editor.name}</bdi> is editing
        </span>
      ) : (
        <>
          {counted(votes, 'vote')} · {ageOf(Math.max(0, now - askedAt))}
          {asker && (
            <>
              {' · '}
              <bdi>{asker.name}</bdi>
              {asker.muted && ' (muted)'}
            </>
          )}
        </>
      )}
    </div>
  )
}
