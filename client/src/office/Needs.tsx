import type { OfficeOverview } from '@lectern/shared/creditOffice'
import { Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import { PlainList } from '../ui/PlainList.tsx'
import { Section } from '../ui/Section.tsx'
import { needsOf } from './needs.ts'

/** What the office has to do now, the most urgent first. */
export function Needs({ overview }: { overview: OfficeOverview }) {
  const needs = needsOf(overview)
  return (
    <Section id="needs" title="Needs you">
      {needs.length === 0 && (
        <Text c="gray.7">Nothing right now. Appeals, records to report and bias reports appear here.</Text>
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
    </Section>
  )
}
