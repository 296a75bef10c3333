import { Anchor, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { mergePath, peopleQuery, personPath, personQuery } from './peopleApi.ts'

const shown = 20
const pauseMs = 250

/** Finds the duplicate that is to be merged into this person. */
export function FindOther({ personId }: { personId: string }) {
  const person = useQuery(personQuery(personId))
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, pauseMs)
  const found = useQuery({
    ...peopleQuery({ search, role: '', profession: '', lacks: '', page: 0 }),
    placeholderData: keepPreviousData,
  })
  return (
    <Loaded query={person} label="Loading this person" missing="There is no such person">
      {({ name }) => (
        <Page width="reading">
          <PageHead
            title={`Who is the same as ${name}?`}
            over={
              <Anchor component={Link} to={personPath(personId)}>
                {name}
              </Anchor>
            }
          />
          <TextInput
            label="Name, affiliation or mail address"
            type="search"
            mb="md"
            leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
            value={typed}
            maxLength={80}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Loaded query={found} label="Searching">
            {({ people }) => (
              <PlainList aria-label="People found">
                {people
                  .filter(({ id }) => id !== personId)
                  .slice(0, shown)
                  .map(({ id, name: other, affiliation, email }) => (
                    <li key={id}>
                      <Anchor component={Link} to={mergePath(personId, id)}>
                        <bdi>{[other, affiliation, email].filter(Boolean).join(' · ')}</bdi>
                      </Anchor>
                    </li>
                  ))}
              </PlainList>
            )}
          </Loaded>
        </Page>
      )}
    </Loaded>
  )
}
