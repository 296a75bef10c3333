import { Anchor, Container, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { request } from '../live/http.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { counted } from '../words/counts.ts'
import { officeKey } from './officeApi.ts'

/** How long typing may pause before it is searched for, in ms. */
const pauseMs = 250

/** Everybody, to find the one whose links or sign-ins are to end. */
export default function PeoplePage() {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, pauseMs)
  const people = useQuery({
    queryKey: [...officeKey, 'people', search],
    queryFn: () => request('accounts.people', { query: { search } }),
    placeholderData: keepPreviousData,
  })
  return (
    <Container size="md" py="lg">
      <Stack gap="md">
        <PageHeading>People and their links</PageHeading>
        <TextInput
          label="Search by name or affiliation"
          value={typed}
          maxLength={80}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Loaded query={people} label="Loading people">
          {({ people: shown, found }) => (
            <>
              <Text role="status" size="sm">
                {found === 0
                  ? 'Nobody matches.'
                  : found > shown.length
                    ? `${found} people, of whom the first ${shown.length} are shown. Type more of the name.`
                    : counted(found, 'person', 'people')}
              </Text>
              <PlainList gap="xs">
                {shown.map(({ id, name, affiliation, roles }) => (
                  <li key={id}>
                    <Anchor component={Link} to={`/office/people/${encodeURIComponent(id)}`}>
                      <bdi>{name}</bdi>
                    </Anchor>{' '}
                    <Text span size="sm" dir="auto">
                      {[affiliation, roles.join(', ')].filter(Boolean).join(' · ')}
                    </Text>
                  </li>
                ))}
              </PlainList>
            </>
          )}
        </Loaded>
      </Stack>
    </Container>
  )
}
