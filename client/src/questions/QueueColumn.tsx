import { useSortable } from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import type { StaffQuestion } from '@lectern/shared/questions'
import { ActionIcon, Text, Title } from '@mantine/core'
import { IconGripVertical } from '@tabler/icons-react'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type Ref, useEffect, useId, useMemo, useRef } from 'react'

interface QueueColumnProps {
  title: string
  empty: string
  questions: StaffQuestion[]
  /** Ids that stay in the page while out of sight: the chosen, edited or dragged question. */
  kept: readonly (string | undefined)[]
  /** Scrolled into view. */
  chosenId: string | undefined
  sortable?: boolean
  card: (question: StaffQuestion, handle?: ReactNode) => ReactNode
}

/** One column. Only cards near the visible part are in the page, so that a thousand scroll as well as ten. */
export function QueueColumn({ title, empty, questions, kept, chosenId, sortable, card }: QueueColumnProps) {
  const headingId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const keptIndexes = useMemo(
    () =>
      kept.flatMap((id) => {
        const index = questions.findIndex((question) => question.id === id)
        return index < 0 ? [] : [index]
      }),
    [kept, questions],
  )
  // oxlint-disable-next-line react/incompatible-library -- concerns the React Compiler, which is not used here
  const virtual = useVirtualizer({
    count: questions.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 92,
    overscan: 6,
    getItemKey: (index) => questions[index]!.id,
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...keptIndexes])].sort((a, b) => a - b),
  })
  const chosenIndex = questions.findIndex(({ id }) => id === chosenId)
  useEffect(() => {
    if (chosenIndex >= 0) virtual.scrollToIndex(chosenIndex)
  }, [virtual, chosenIndex])

  return (
    <section className="desk-column" aria-labelledby={headingId}>
      <Title order={3} size="md" mb={8} id={headingId}>
        {title}{' '}
        <Text span c="gray.7" className="figures">
          {questions.length}
        </Text>
      </Title>
      {questions.length === 0 ? (
        <Text size="sm" c="gray.7">
          {empty}
        </Text>
      ) : (
        <div className="desk-scroll" ref={scroller}>
          <ul style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, key, start }) => {
              const Item = sortable ? SortableItem : PlainItem
              return (
                <Item
                  key={key}
                  question={questions[index]!}
                  index={index}
                  total={questions.length}
                  start={start}
                  measure={virtual.measureElement}
                  card={card}
                />
              )
            })}
          </ul>
        </div>
      )}
    </section>
  )
}

interface ItemProps {
  question: StaffQuestion
  index: number
  total: number
  start: number
  measure: (element: HTMLLIElement | null) => void
  card: QueueColumnProps['card']
}

function PlainItem({ question, index, total, start, measure, card }: ItemProps) {
  return (
    <li
      ref={measure}
      data-index={index}
      aria-posinset={index + 1}
      aria-setsize={total}
      style={{ top: start }}
    >
      {card(question)}
    </li>
  )
}

/** Dragged by its handle: with the mouse, a finger, or the space bar and the arrow keys. */
function SortableItem({ question, index, total, start, measure, card }: ItemProps) {
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
      {card(
        question,
        <ActionIcon
          ref={setActivatorNodeRef}
          variant="subtle"
          color="gray.7"
          className="desk-handle"
          {...attributes}
          {...listeners}
          aria-label={`Move: ${question.text}`}
        >
          <IconGripVertical size={18} aria-hidden="true" />
        </ActionIcon>,
      )}
    </li>
  )
}
