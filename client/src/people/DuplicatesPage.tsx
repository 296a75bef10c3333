import './people.css'
import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Chip } from '../ui/Chip.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { counted } from '../words/counts.ts'
import { duplicatesQuery, mergePath, personPath } from './peopleApi.ts'

/** People who are probably the same, to compare and merge. */
export default function DuplicatesPage() {
  const duplicates = useQuery(duplicatesQuery)
  return (
    <Loaded query={duplicates} label="Looking for duplicates">
      {({ groups, found }) => (
        <Page width="reading">
          <PageHead
            title="Duplicates"
            over={
              <Anchor component={Link} to="/office/people">
                People
              </Anchor>
            }
            lead="People with the same mail address, the same number, or the same name and affiliation."
          />
          {found > 0 && (
            <Text role="status" mb="sm">
              {counted(found, 'group')}
              {found > groups.length && `, the first ${groups.length} shown`}
            </Text>
          )}
          {groups.length === 0 && (
            <Empty icon={IconUsers} title="No duplicates">
              They appear here as soon as two people look like one.
            </Empty>
          )}
          <PlainList>
            {groups.map(({ words, people }) => (
              <li key={people.map(({ id }) => id).join(' ')}>
                <Stack gap="xs" className="people-place" align="stretch" style={{ display: 'block' }}>
                  <Chip tone="amber">{words}</Chip>
                  {people.map(({ id, name, affiliation, email }, i) => (
                    <Group key={id} justify="space-between" gap="xs" mt="xs">
                      <Anchor component={Link} to={personPath(id)}>
                        <bdi>{[name, affiliation, email].filter(Boolean).join(' · ')}</bdi>
                      </Anchor>
                      {i > 0 && (
                        <Button
                          component={Link}
                          variant="default"
                          size="compact-md"
                          to={mergePath(people[0]!.id, id)}
                          aria-label={`Compare ${people[0]!.name} with ${name}`}
                        >
                          Compare with the first
                        </Button>
                      )}
                    </Group>
                  ))}
                </Stack>
              </li>
            ))}
          </PlainList>
        </Page>
      )}
    </Loaded>
  )
}
