import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable'
import type { StaffQuestion } from '@lectern/shared/questions'
import { type ReactNode, useMemo } from 'react'

interface SortableQueueProps {
  questions: StaffQuestion[]
  onMove: (id: string, over: string) => void
  onDragging: (id: string | undefined) => void
  children: ReactNode
}

const instructions = {
  draggable:
    'Press the space bar to pick the question up, the arrow keys to move it, the space bar to put it down, Escape to leave it where it was.',
}

/** Announcements for people who cannot see the dragging. */
function announcementsFor(questions: StaffQuestion[]): Announcements {
  const place = (id: string | number | undefined) =>
    `${questions.findIndex((question) => question.id === id) + 1} of ${questions.length}`
  return {
    onDragStart: ({ active }) => `Picked up, place ${place(active.id)}.`,
    onDragOver: ({ over }) => (over ? `Over place ${place(over.id)}.` : 'Outside the queue.'),
    onDragEnd: ({ over }) => (over ? `Put down at place ${place(over.id)}.` : 'Back where it was.'),
    onDragCancel: () => 'Back where it was.',
  }
}

/** Wraps the approved questions, which are dragged into order. */
export function SortableQueue({ questions, onMove, onDragging, children }: SortableQueueProps) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const ids = useMemo(() => questions.map(({ id }) => id), [questions])
  const announcements = useMemo(() => announcementsFor(questions), [questions])
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    onDragging(undefined)
    if (over && over.id !== active.id) onMove(String(active.id), String(over.id))
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ announcements, screenReaderInstructions: instructions }}
      onDragStart={({ active }) => onDragging(String(active.id))}
      onDragCancel={() => onDragging(undefined)}
      onDragEnd={onDragEnd}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        {children}
      </SortableContext>
    </DndContext>
  )
}
