import { Text, Title, VisuallyHidden } from '@mantine/core'
import { type ReactNode, useId } from 'react'

interface PanelSectionProps {
  title: ReactNode
  count?: number
  /** What stands above the list says the same to the eye. */
  isTitleHidden?: boolean
  children: ReactNode
}

/** A heading and its list. */
export function PanelSection({ title, count, isTitleHidden = false, children }: PanelSectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      {isTitleHidden ? (
        <VisuallyHidden component="h3" id={id}>
          {title}
        </VisuallyHidden>
      ) : (
        <Title order={3} size="h6" mb={4} id={id}>
          {title}{' '}
          {count !== undefined && (
            <Text span size="sm" c="gray.7" className="figures">
              {count}
            </Text>
          )}
        </Title>
      )}
      <ul className="question-list">{children}</ul>
    </section>
  )
}
