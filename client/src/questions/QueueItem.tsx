import { useSortable } from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import type { StaffQuestion } from '@lectern/shared/questions'
import { ActionIcon } from '@mantine/core'
import { IconGripVertical } from '@tabler/icons-react'
import type { ReactNode, Ref } from 'react'

interface ItemProps {
  question: StaffQuestion
  index: number
  total: number
  /** Its place in the column, in px. */
  start: number
  measure: (element: HTMLLIElement | null) => void
  row: (question: StaffQuestion, handle?: ReactNode) => ReactNode
}

export const PlainItem = ({ question, index, total, start, measure, row }: ItemProps) => (
  <li ref={measure} data-index={index} aria-posinset={index + 1} aria-setsize={total} style={{ top: start }}>
    {row(question)}
  </li>
)

/** Dragged by its handle: with the mouse, a finger, or the space bar and the arrow keys. */
export function SortableItem({ question, index, total, start, measure, row }: ItemProps) {
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } =
    useSortable({ id: question.id })
  const ref: Ref<HTMLLIElement> = (element) => {
    setNodeRef(element)
    measure(element)
  }
  return (
    <li
      ref={ref}
      data-index={index}
      data-dragging={isDragging}
      aria-posinset={index + 1}
      aria-setsize={total}
      style={{ top: start, transform: CSS.Translate.toString(transform), transition }}
    >
      {row(
        question,
        <ActionIcon
          ref={setActivatorNodeRef}
          variant="subtle"
          color="gray"
          size={24}
          className="desk-handle"
          {...attributes}
          {...listeners}
          aria-label={`Move: ${question.text}`}
        >
          <IconGripVertical size={16} stroke={1.75} aria-hidden="true" />
        </ActionIcon>,
      )}
    </li>
  )
}
