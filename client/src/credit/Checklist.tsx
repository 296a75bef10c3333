import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { dateOf } from '../words/times.ts'
import type { Todo } from './checklist.ts'

/** What the person still has to do, by when, and where. */
export function Checklist({ todos }: { todos: Todo[] }) {
  if (todos.length === 0) return null
  return (
    <section aria-label="To do">
      <ul className="credit-todo needs-you">
        {todos.map(({ code, message, by, to, action }) => (
          <li key={`${code} ${message}`}>
            <span>
              <strong>{message}</strong>
              {by !== null && <> By {dateOf(by)}.</>}
            </span>
            {to && (
              <Button component={Link} to={to} size="compact-md">
                {action}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
