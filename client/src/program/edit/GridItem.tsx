import { kindNames } from '@lectern/shared/sessionKinds'
import { VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { memo } from 'react'
import { Faces } from '../../ui/Face.tsx'
import { listWords } from '../../words/counts.ts'
import { timeRange } from '../../words/times.ts'
import { ProblemsOf } from './ProblemsOf.tsx'
import type { PlannedItem } from './planned.ts'
import { statusWords, trackWords } from './programWords.ts'
import { StatusMark } from './StatusMark.tsx'
import type { Movers } from './useDayGrid.ts'

interface GridItemProps {
  item: PlannedItem
  /** In px, within the grid. */
  top: number
  height: number
  left: number
  width: number
  timeZone: string
  isMoving: boolean
  movers: Movers
  /** The element that says how to move it by keys. */
  help: string
}

/** Heights (px) from which the time and the people fit below the title. */
const withTime = 40
const withPeople = 70

/** A session in the grid: drag it, stretch its edges, or move it by arrow keys. */
export const GridItem = memo(function GridItem(props: GridItemProps) {
  const { item, top, height, left, width, timeZone, isMoving, movers, help } = props
  const { id, title, startsAt, endsAt, track, kind, status, people, problems, isFixed } = item
  const times = timeRange(startsAt, endsAt, timeZone)
  const more = [kindNames[kind], times, trackWords(track), statusWords[status]]
  const grip = (edge: 'start' | 'end') => (
    <span
      className="grid-grip"
      data-edge={edge}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.stopPropagation()
        movers.begin(event, item, edge)
      }}
    />
  )
  return (
    <article
      className="grid-item"
      style={{ top, height, left, width }}
      data-kind={kind}
      data-status={status}
      data-moving={isMoving || undefined}
      data-fixed={isFixed || undefined}
      data-problems={problems.length > 0 || undefined}
    >
      <button
        type="button"
        className="grid-open"
        aria-describedby={isFixed ? undefined : help}
        data-session={id}
        onPointerDown={(event) => movers.begin(event, item, 'whole')}
        onClick={() => movers.press(id)}
        onKeyDown={(event) => movers.onKeyDown(event, item)}
        onBlur={movers.onBlur}
      >
        <span className="grid-title" dir="auto">
          {title}
        </span>
        <VisuallyHidden>, {more.join(', ')}</VisuallyHidden>
        {height >= withTime && (
          <span className="grid-line figures" aria-hidden="true">
            <StatusMark status={status} /> {times}
          </span>
        )}
        {height >= withPeople && people.length > 0 && (
          <span className="grid-line" aria-hidden="true">
            <Faces people={people} size={18} max={3} />
            <span className="grid-people" dir="auto">
              {listWords(people.map((person) => person.name))}
            </span>
          </span>
        )}
      </button>
      {problems.length > 0 && (
        <ProblemsOf title={title} problems={problems} onOpen={movers.open}>
          <IconAlertTriangle size={14} stroke={2} aria-hidden="true" />
          {problems.length}
        </ProblemsOf>
      )}
      {!isFixed && grip('start')}
      {!isFixed && grip('end')}
    </article>
  )
})
