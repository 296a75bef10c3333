import { Popover, UnstyledButton } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { PlainList } from '../../ui/PlainList.tsx'
import { counted } from '../../words/counts.ts'
import type { ItemProblem } from './planned.ts'

interface ProblemsOfProps {
  /** Of the session. */
  title: string
  problems: readonly ItemProblem[]
  /** Opens another session that a problem names. */
  onOpen: (id: string) => void
  children: ReactNode
}

/** The mark of a session with problems; pressed, it says which, and leads to the other session of each. */
export function ProblemsOf({ title, problems, onOpen, children }: ProblemsOfProps) {
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} width={320} withinPortal trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className="problem-mark figures"
          aria-label={`${counted(problems.length, 'problem')}: ${title}`}
          onClick={() => setOpened(!opened)}
        >
          {children}
        </button>
      </Popover.Target>
      <Popover.Dropdown className="dense" aria-label={`Problems: ${title}`}>
        <ProblemList
          problems={problems}
          onOpen={(id) => {
            setOpened(false)
            onOpen(id)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

/** Problems of one session, each with the way to the other one. */
export const ProblemList = ({ problems, onOpen }: Pick<ProblemsOfProps, 'problems' | 'onOpen'>) => (
  <PlainList gap={8}>
    {problems.map(({ key, message, other }) => (
      <li key={key}>
        {message}{' '}
        {other && (
          <UnstyledButton className="link" onClick={() => onOpen(other.id)}>
            Open “<bdi>{other.title}</bdi>”
          </UnstyledButton>
        )}
      </li>
    ))}
  </PlainList>
)
