import { Group, Loader, Select, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Face } from '../../ui/Face.tsx'
import { peopleQuery } from './editApi.ts'
import type { Chosen } from './sessionFields.ts'

/** How long typing may pause before the search begins, in ms. */
const pauseMs = 200

interface PersonSearchProps {
  label: string
  chosen: readonly Chosen[]
  onChoose: (person: Chosen) => void
  error: string | undefined
}

/** Finds somebody by a part of their name. */
export function PersonSearch({ label, chosen, onChoose, error }: PersonSearchProps) {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), pauseMs)
  const people = useQuery({
    ...peopleQuery(search),
    enabled: search !== '',
    placeholderData: keepPreviousData,
  })
  const found = (people.data ?? []).filter(({ personId }) =>
    chosen.every((each) => each.personId !== personId),
  )
  const byId = new Map(found.map((person) => [person.personId, person]))
  return (
    <Select
      label={label}
      placeholder="Name or affiliation"
      searchable
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      data={search === '' ? [] : found.map(({ personId, name }) => ({ value: personId, label: name }))}
      // The server has searched already.
      filter={({ options }) => options}
      onChange={(personId) => {
        const person = personId && byId.get(personId)
        if (!person) return
        onChoose(person)
        setTyped('')
      }}
      renderOption={({ option }) => <Person of={byId.get(option.value)} />}
      nothingFoundMessage={nothingWords(search, people)}
      rightSection={people.isFetching ? <Loader size={16} aria-label="Searching" /> : null}
      error={error ?? (people.isError ? people.error.message : undefined)}
    />
  )
}

const nothingWords = (search: string, { isPending }: { isPending: boolean }): string | null => {
  if (search === '') return null
  return isPending ? 'Searching…' : `Nobody here is called “${search}”. Add them below.`
}

const Person = ({ of }: { of: Chosen | undefined }) =>
  of && (
    <Group gap="sm" wrap="nowrap">
      <Face name={of.name} src={of.picture} size={28} />
      <div>
        <bdi>{of.name}</bdi>
        {of.affiliation && (
          <Text size="xs" c="gray.7" dir="auto">
            {of.affiliation}
          </Text>
        )}
      </div>
    </Group>
  )
