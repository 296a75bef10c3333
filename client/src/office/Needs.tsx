import { Anchor, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { PlainList } from '../ui/PlainList.tsx'
import { Section } from '../ui/Section.tsx'
import type { Need } from './needs.ts'

interface NeedsProps {
  needs: readonly Need[]
  /** False while a part of it is still loading, or could not be loaded. */
  isWhole: boolean
  children?: ReactNode
}

/** What the office has to do now, the most urgent first. */
export function Needs({ needs, isWhole, children }: NeedsProps) {
  return (
    <Section id="needs" title="Needs you">
      {needs.length === 0 && isWhole && (
        <Text c="gray.7">
          Nothing right now. Appeals, records to report, disclosures, handouts, mails that failed and bias
          reports appear here.
        </Text>
      )}
      <PlainList gap={4}>
        {needs.map(({ id, message, to, action }) => (
          <li key={id} className="needs-you figures">
            {message} ·{' '}
            <Anchor component={Link} to={to} underline="always">
              {action}
            </Anchor>
          </li>
        ))}
      </PlainList>
      {children}
    </Section>
  )
}
