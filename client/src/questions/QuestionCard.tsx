import type { StaffQuestion } from '@lectern/shared/questions'
import { Badge, Button, Group, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { memo, type ReactNode, useEffect, useRef } from 'react'
import { Keycap, useKeyName } from '../ui/Keycap.tsx'
import { counted } from '../words/counts.ts'
import { relative } from '../words/times.ts'
import { type ActionName, actionNames, deskActions, mayDo } from './deskActions.ts'
import { type Editing, Editor } from './Editor.tsx'

export interface CardHandlers {
  onChoose: (question: StaffQuestion) => void
  onAction: (name: ActionName, question: StaffQuestion) => void
  onUnmerge: (merged: StaffQuestion) => void
  onText: (text: string) => void
  onSave: () => void
  onCancel: () => void
}

interface QuestionCardProps extends CardHandlers {
  question: StaffQuestion
  merged: StaffQuestion[]
  chosen: boolean
  /** Grows whenever a key has moved the cursor, so that the focus follows. */
  focusTurn: number
  now: number
  assignedName: string | undefined
  editorName: string | undefined
  note: string | undefined
  editing: Editing | undefined
  /** Once the session has ended, actions for its stage are not offered. */
  hasEnded: boolean
  handle?: ReactNode
}

/** One question on the desk. Pressing it opens its actions. */
export const QuestionCard = memo(function QuestionCard(props: QuestionCardProps) {
  const { question, merged, chosen, focusTurn, editing, handle, note, editorName } = props
  const button = useRef<HTMLButtonElement>(null)
  const keyName = useKeyName()
  useEffect(() => {
    if (chosen && focusTurn > 0) button.current?.focus({ preventScroll: true })
  }, [chosen, focusTurn])
  return (
    <div className="desk-card" data-chosen={chosen}>
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
            ref={button}
            className="question-text"
            dir="auto"
            aria-expanded={chosen}
            onClick={() => props.onChoose(question)}
          >
            {question.text}
          </UnstyledButton>
        )}
        {handle}
      </div>
      {editorName && (
        <Text size="sm" role="status" fw={600}>
          <bdi>{editorName}</bdi> is editing
        </Text>
      )}
      {note && (
        <Text size="sm" role="status">
          {note}
        </Text>
      )}
      <CardFacts {...props} />
      {question.original !== null && (
        <details>
          <summary>Edited</summary>
          <Text size="sm">
            As asked: <span dir="auto">{question.original}</span>
          </Text>
        </details>
      )}
      {question.answer && (
        <p className="question-answer" dir="auto">
          {question.answer}
        </p>
      )}
      {merged.length > 0 && (
        <ul className="desk-merged" aria-label="Merged into it">
          {merged.map((part) => (
            <li key={part.id}>
              <bdi>{part.text}</bdi>{' '}
              <Button size="compact-xs" variant="default" onClick={() => props.onUnmerge(part)}>
                Unmerge
              </Button>
            </li>
          ))}
        </ul>
      )}
      {chosen && !editing && (
        <Group gap={4} mt={8} role="group" aria-label="What to do with it">
          {actionNames
            .filter((name) => mayDo(name, question, merged.length, props.hasEnded) && name !== 'unmerge')
            .map((name) => (
              <Button
                key={name}
                size="compact-sm"
                variant="default"
                aria-keyshortcuts={keyName(deskActions[name].key)}
                onClick={() => props.onAction(name, question)}
              >
                {deskActions[name].label(question)} <Keycap of={deskActions[name].key} />
              </Button>
            ))}
        </Group>
      )}
    </div>
  )
})

function CardFacts({ question, now, assignedName }: QuestionCardProps) {
  const { votes, askedAt, asker, askLive, pinned, status } = question
  return (
    <Group gap={8} mt={4}>
      <Text size="sm" c="gray.7" className="figures">
        <span aria-hidden="true">▲ {votes}</span>
        <VisuallyHidden>{counted(votes, 'vote')}</VisuallyHidden>
        {' · '}
        {relative(Math.min(askedAt, now), now)}
        {asker && (
          <>
            {' · '}
            <bdi>{asker.name}</bdi>
            {asker.muted && ' (muted)'}
          </>
        )}
      </Text>
      {status === 'dismissed' && <Badge color="gray.7">Dismissed</Badge>}
      {pinned && <Badge variant="outline">Pinned</Badge>}
      {askLive && <Badge variant="outline">Ask aloud</Badge>}
      {assignedName && (
        <Badge variant="outline" color="gray.8" tt="none">
          @ <bdi>{assignedName}</bdi>
        </Badge>
      )}
    </Group>
  )
}
