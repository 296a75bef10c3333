import type { PresentStaff } from '@lectern/shared/booths'
import { List, Text } from '@mantine/core'
import { Section } from '../../ui/Section.tsx'
import { staffStateWords } from '../boothWords.ts'

/** Which staff are at the booth, and whether they are free. */
export function StaffPresence({ staff }: { staff: readonly PresentStaff[] }) {
  return (
    <Section id="booth-staff" title="At the booth">
      <div role="status">
        {staff.length === 0 ? (
          <Text>Nobody at the moment. Write, and you will find the answer here.</Text>
        ) : (
          <List component="ul" listStyleType="none">
            {staff.map(({ staffId, name, state }) => (
              <List.Item key={staffId}>
                <bdi>{name}</bdi> ·{' '}
                <Text span c="gray.7">
                  {staffStateWords[state]}
                </Text>
              </List.Item>
            ))}
          </List>
        )}
      </div>
    </Section>
  )
}
