import { Box, type BoxProps, Title, type TitleOrder, type TitleSize } from '@mantine/core'
import type { ReactNode } from 'react'

interface SectionProps extends BoxProps {
  /** Of its heading, which names it. */
  id: string
  title: string
  /** How many there are, beside the title. */
  count?: number
  order?: TitleOrder
  size?: TitleSize
  /** Its heading close above it, as in tools. */
  isDense?: boolean
  children: ReactNode
}

/** A part of a page under a heading of its own. */
export function Section({
  id,
  title,
  count,
  order = 2,
  size = 'h3',
  isDense,
  children,
  ...rest
}: SectionProps) {
  return (
    <Box component="section" aria-labelledby={id} {...rest}>
      <Title order={order} size={size} id={id} mb={isDense ? 4 : 'sm'}>
        {title}
        {count !== undefined && (
          <>
            {' '}
            <span className="figures">{count}</span>
          </>
        )}
      </Title>
      {children}
    </Box>
  )
}
