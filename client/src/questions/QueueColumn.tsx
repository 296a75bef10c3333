import type { StaffQuestion } from '@lectern/shared/questions'
import { Text, VisuallyHidden } from '@mantine/core'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useId, useMemo, useRef } from 'react'
import { PlainItem, SortableItem } from './QueueItem.tsx'

interface QueueColumnProps {
  title: string
  empty: string
  questions: StaffQuestion[]
  /** Ids that stay in the page while out of sight: the chosen, edited or dragged question. */
  kept: readonly (string | undefined)[]
  /** Scrolled into view, whole, also when it grows and whenever `turn` changes. */
  chosenId: string | undefined
  turn: number
  sortable?: boolean
  row: (question: StaffQuestion, handle?: ReactNode) => ReactNode
}

/** Of a row with two lines of words, in px. */
const rowHeight = 64

/** One column. Only rows near the visible part are in the page, so that a thousand scroll as well as ten. */
export function QueueColumn(props: QueueColumnProps) {
  const { title, empty, questions, kept, chosenId, turn, sortable, row } = props
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
    estimateSize: () => rowHeight,
    overscan: 6,
    getItemKey: (index) => questions[index]!.id,
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...keptIndexes])].sort((a, b) => a - b),
  })
  const chosenIndex = questions.findIndex(({ id }) => id === chosenId)
  const chosenHeight = virtual.measurementsCache[chosenIndex]?.size
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- what was whole in view may be so no longer
  useEffect(() => {
    if (chosenIndex >= 0) virtual.scrollToIndex(chosenIndex)
  }, [virtual, chosenIndex, chosenHeight, turn])

  const Item = sortable ? SortableItem : PlainItem
  return (
    <section className="desk-column" aria-labelledby={headingId}>
      <VisuallyHidden component="h3" id={headingId}>
        {title} {questions.length}
      </VisuallyHidden>
      {questions.length === 0 ? (
        <Text size="sm" c="gray.7" p="sm">
          {empty}
        </Text>
      ) : (
        <div className="desk-scroll" ref={scroller}>
          <ul className="desk-list" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, key, start }) => (
              <Item
                key={key}
                question={questions[index]!}
                index={index}
                total={questions.length}
                start={start}
                measure={virtual.measureElement}
                row={row}
              />
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
