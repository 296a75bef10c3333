import type { ConferenceRole } from '@lectern/shared/roles'
import { Stack, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { Chip } from '../../ui/Chip.tsx'
import { Face } from '../../ui/Face.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { PlainList } from '../../ui/PlainList.tsx'
import { AddPerson } from './AddPerson.tsx'
import { PersonSearch } from './PersonSearch.tsx'
import type { Chosen } from './sessionFields.ts'

interface PeopleFieldProps {
  label: string
  /** "speaker": for the names of its buttons. */
  noun: string
  /** What somebody new becomes at the conference. */
  role: ConferenceRole
  value: readonly Chosen[]
  onChange: (people: Chosen[]) => void
  /** What is known of each person's disclosure, where the session needs one. */
  clearance: (personId: string) => Clearance | undefined
  error?: string | undefined
}

export interface Clearance {
  words: string
  isCleared: boolean
}

/** People chosen by typing a part of their name; somebody new is added by name and mail address. */
export function PeopleField(props: PeopleFieldProps) {
  const { label, noun, role, value, onChange, clearance, error } = props
  const add = (person: Chosen) =>
    value.every(({ personId }) => personId !== person.personId) && onChange([...value, person])
  return (
    <fieldset className="edit-rows">
      <legend>{label}</legend>
      <Stack gap="sm">
        {value.length > 0 && (
          <PlainList gap={8} aria-label={label}>
            {value.map((person) => (
              <li key={person.personId} className="edit-person">
                <Face name={person.name} src={person.picture} size={32} />
                <div className="edit-person-words">
                  <bdi>{person.name}</bdi>
                  {person.affiliation && (
                    <Text size="sm" c="gray.7" dir="auto">
                      {person.affiliation}
                    </Text>
                  )}
                </div>
                <ClearanceChip of={clearance(person.personId)} />
                <IconButton
                  label={`Remove ${noun} ${person.name}`}
                  icon={IconX}
                  iconSize={16}
                  onClick={() => onChange(value.filter(({ personId }) => personId !== person.personId))}
                />
              </li>
            ))}
          </PlainList>
        )}
        <PersonSearch label={`Add a ${noun}`} chosen={value} onChoose={add} error={error} />
        <AddPerson noun={noun} role={role} onAdded={add} />
      </Stack>
    </fieldset>
  )
}

const ClearanceChip = ({ of }: { of: Clearance | undefined }) =>
  of && <Chip tone={of.isCleared ? 'done' : 'amber'}>{of.words}</Chip>
