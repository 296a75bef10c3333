import { Anchor, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import { dateOf } from '../words/times.ts'
import type { Todo } from './checklist.ts'

/** What the person still has to do, by when, and where. */
export function Checklist({ todos }: { todos: Todo[] }) {
  if (todos.length === 0) return null
  return (
    <section aria-label="Still to do">
      <Stack gap="sm" component="ul" className="credit-todo needs-you">
        {todos.map(({ code, message, by, to, action }) => (
          <li key={`${code} ${message}`}>
            <Text span fw={600}>
              {message}
            </Text>
            {by !== null && <> By {dateOf(by)}.</>}{' '}
            {to && (
              <Anchor component={Link} to={to} underline="always">
                {action}
              </Anchor>
            )}
          </li>
        ))}
      </Stack>
    </section>
  )
}
