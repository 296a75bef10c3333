import type { StaffQuestion } from '@lectern/shared/questions'
import { Tooltip, VisuallyHidden } from '@mantine/core'
import {
  type Icon,
  IconArrowMerge,
  IconAt,
  IconEdit,
  IconMicrophone,
  IconPinFilled,
} from '@tabler/icons-react'
import { Face } from '../ui/Face.tsx'
import { counted } from '../words/counts.ts'

export interface OtherModerator {
  personId: string
  name: string
  isEditing: boolean
}

interface RowMarksProps {
  question: StaffQuestion
  merged: readonly StaffQuestion[]
  assignedName: string | undefined
  others: readonly OtherModerator[] | undefined
}

/** What is special about a question, and which other moderators are on it. */
export function RowMarks({ question, merged, assignedName, others = [] }: RowMarksProps) {
  const { pinned, askLive, original } = question
  const marks: [isThere: boolean, icon: Icon, words: string][] = [
    [pinned, IconPinFilled, 'Pinned'],
    [askLive, IconMicrophone, 'Ask aloud'],
    [assignedName !== undefined, IconAt, `For ${assignedName}`],
    [original !== null, IconEdit, 'Edited'],
    [merged.length > 0, IconArrowMerge, `${counted(merged.length, 'question')} merged into it`],
  ]
  const shown = marks.filter(([isThere]) => isThere)
  if (shown.length + others.length === 0) return null
  return (
    <div className="desk-marks">
      {shown.map(([, Sign, words]) => (
        <Tooltip key={words} label={words}>
          <span>
            <Sign size={14} stroke={1.75} aria-hidden="true" />
            <VisuallyHidden>{words}</VisuallyHidden>
          </span>
        </Tooltip>
      ))}
      {others.map(({ personId, name, isEditing }) => {
        // That somebody edits it stands below.
        const words = isEditing ? name : `${name} is here`
        return (
          <Tooltip key={personId} label={words}>
            <span className="desk-other">
              <Face name={name} size={17} />
              <VisuallyHidden>{words}</VisuallyHidden>
            </span>
          </Tooltip>
        )
      })}
    </div>
  )
}
