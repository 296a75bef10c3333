import { Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

interface PanelSectionProps {
  title: ReactNode
  count?: number
  children: ReactNode
}

/** A heading and its list. */
export function PanelSection({ title, count, children }: PanelSectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <Title order={3} size="md" mb={4} id={id}>
        {title}{' '}
        {count !== undefined && (
          <Text span size="sm" c="gray.7" className="figures">
            {count}
          </Text>
        )}
      </Title>
      <ul className="question-list">{children}</ul>
    </section>
  )
}
