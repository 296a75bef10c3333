import { Stack, type StackProps } from '@mantine/core'
import type { ReactNode, Ref } from 'react'

interface PlainListProps extends StackProps {
  children: ReactNode
  ref?: Ref<HTMLDivElement>
  'aria-label'?: string
}

/** A list without bullets. Safari drops such a list for screen readers unless it has its role. */
export const PlainList = (props: PlainListProps) => (
  <Stack component="ul" role="list" gap="sm" m={0} p={0} style={{ listStyle: 'none' }} {...props} />
)
