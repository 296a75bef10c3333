// What stands beside the planning form: how far it is, what it lacks, and what somebody else made of it.
import type { PlanningField, ShownPlanning } from '@lectern/shared/planningForm'
import { Anchor, Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Chip } from '../ui/Chip.tsx'
import { Notice } from '../ui/Notice.tsx'
import { dayAndTime } from '../words/times.ts'
import { fieldId } from './PlanningFields.tsx'
import { answerWords, fieldWords } from './planningForm.ts'

export function SavedState({ planning, isUnsaved }: { planning: ShownPlanning; isUnsaved: boolean }) {
  const { savedAt, savedByName, completed, completedByName } = planning
  const by = (name: string) => (name === '' ? '' : ` by ${name}`)
  return (
    <div role="status">
      <Chip tone={isUnsaved ? 'amber' : completed ? 'done' : 'quiet'}>
        {isUnsaved
          ? 'Unsaved changes'
          : completed
            ? 'Complete'
            : savedAt === null
              ? 'Not begun'
              : 'Draft saved'}
      </Chip>
      <Text size="sm" c="gray.7" mt={4} className="figures">
        {completed && !isUnsaved
          ? `Marked as complete${by(completedByName)}, ${dayAndTime(completed.at)}. These words are in the ledger.`
          : savedAt === null
            ? 'Nobody has written anything yet.'
            : `Saved${by(savedByName)}, ${dayAndTime(savedAt)}.`}
      </Text>
    </div>
  )
}

export const Missing = ({
  title,
  problems,
}: {
  title: string
  problems: ShownPlanning['missing']['record']
}) => (
  <div>
    <Text size="sm" fw={600}>
      {title}
    </Text>
    {problems.length === 0 ? (
      <Text size="sm" c="gray.7">
        Nothing is missing.
      </Text>
    ) : (
      <ul className="planning-missing" aria-label={title}>
        {problems.map(({ says, field }) => (
          <li key={says}>
            <Text size="sm">
              {field === undefined ? (
                says
              ) : (
                <Anchor component="button" type="button" inherit ta="start" onClick={() => goTo(field)}>
                  {says}
                </Anchor>
              )}
            </Text>
          </li>
        ))}
      </ul>
    )}
  </div>
)

/** A group of boxes has no focus of its own: its first box has. */
function goTo(field: PlanningField): void {
  const element = document.getElementById(fieldId(field))
  const target: HTMLElement | null | undefined = element?.matches('input, textarea, [tabindex]')
    ? element
    : element?.querySelector('input')
  target?.focus()
}

interface TheirsProps {
  planning: ShownPlanning
  conflicts: readonly PlanningField[]
  onUse: (field: PlanningField) => void
}

/** Somebody else has saved the form: what both have changed is to be decided. */
export function Theirs({ planning, conflicts, onUse }: TheirsProps) {
  const [used, setUsed] = useState<readonly PlanningField[]>([])
  const words = fieldWords(planning.isJointAccreditation)
  const who = planning.savedByName || 'Somebody else'
  const open = conflicts.filter((field) => !used.includes(field))
  return (
    <Notice title={`${who} has saved this form meanwhile`}>
      {open.length === 0
        ? 'Their answers are shown here, and yours are kept. Save again.'
        : 'Their other answers are shown here. These you both have changed: yours are kept unless you take theirs. Then save again.'}
      <Stack gap="xs" mt="xs">
        {open.map((field) => (
          <div key={field}>
            <Text size="sm" fw={500}>
              {words[field]}
            </Text>
            <Text size="sm" dir="auto" className="office-words">
              {answerWords(planning.form[field])}
            </Text>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={`Take theirs: ${words[field]}`}
              onClick={() => {
                onUse(field)
                setUsed([...used, field])
              }}
            >
              Take theirs
            </Button>
          </div>
        ))}
      </Stack>
    </Notice>
  )
}
