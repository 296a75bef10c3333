import type { PersonMembership, PersonPage } from '@lectern/shared/people'
import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { Section } from '../ui/Section.tsx'
import { dayOf } from '../words/times.ts'
import { conferencesQuery, peopleKey } from './peopleApi.ts'
import { rolesIn } from './peopleWords.ts'
import { type PlaceValues, placeOf, RoleFields } from './RoleFields.tsx'

/** Where somebody has a place; each can be changed and ended, and a new one added. */
export function Memberships({ person }: { person: PersonPage }) {
  const { id, memberships, isOffice } = person
  const [editing, setEditing] = useState<PersonMembership | 'new'>()
  const { busy, refusal, run } = useCommand({ changes: peopleKey })
  const end = (conferenceId: string) =>
    run(() => request('people.endPlace', { params: { personId: id, conferenceId } }))
  const setOffice = () =>
    run(() => request('people.setOffice', { params: { personId: id }, body: { isOffice: !isOffice } }))
  return (
    <Section id="memberships" title="Conferences" count={memberships.length}>
      {memberships.length === 0 && <Text mb="sm">No place at any conference.</Text>}
      <PlainList>
        {memberships.map((place) => (
          <li key={place.conferenceId} className="people-place">
            <span>
              <bdi>{place.title}</bdi>: {rolesIn(place.roles) || 'no role'}, since {dayOf(place.since)}
            </span>
            <Group gap="xs">
              <Button
                variant="default"
                size="compact-md"
                aria-label={`Change the roles at ${place.title}`}
                onClick={() => setEditing(place)}
              >
                Change
              </Button>
              <Button
                variant="default"
                size="compact-md"
                disabled={busy}
                aria-label={`End the place at ${place.title}`}
                onClick={() => void end(place.conferenceId)}
              >
                End
              </Button>
            </Group>
          </li>
        ))}
      </PlainList>
      <Refusal refusal={refusal} mt="sm" />
      <Group gap="sm" mt="sm">
        <Button variant="default" onClick={() => setEditing('new')}>
          Add to a conference
        </Button>
        <Button variant="default" disabled={busy} onClick={() => void setOffice()}>
          {isOffice ? 'Remove from the CE office' : 'Make a member of the CE office'}
        </Button>
      </Group>
      {editing && (
        <PlaceDialog
          personId={id}
          place={editing === 'new' ? undefined : editing}
          taken={memberships.map(({ conferenceId }) => conferenceId)}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Section>
  )
}

interface PlaceDialogProps {
  personId: string
  /** Undefined for a new one. */
  place: PersonMembership | undefined
  /** Ids of conferences where they have a place. */
  taken: readonly string[]
  onClose: () => void
}

function PlaceDialog({ personId, place, taken, onClose }: PlaceDialogProps) {
  const conferences = useQuery({ ...conferencesQuery, enabled: place === undefined })
  const [chosen, setChosen] = useState(place?.conferenceId ?? '')
  const [values, setValues] = useState<PlaceValues>({
    roles: place?.roles ?? ['clinician'],
    exhibitorId: place?.exhibitorId ?? '',
  })
  const { busy, refusal, run } = useCommand({ changes: peopleKey })
  const free = (conferences.data?.conferences ?? []).filter(({ id }) => !taken.includes(id))
  const conferenceId = chosen || free[0]?.id || ''
  const save = async () => {
    const params = { personId, conferenceId }
    if (await run(() => request('people.place', { params, body: placeOf(values) }))) onClose()
  }
  return (
    <Dialog opened onClose={onClose} title={place ? `Roles at ${place.title}` : 'Add to a conference'}>
      <Stack gap="md">
        {!place && (
          <NativeSelect
            label="Conference"
            data={free.map(({ id, title }) => ({ value: id, label: title }))}
            value={conferenceId}
            disabled={free.length === 0}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
        )}
        <RoleFields
          values={values}
          problem={values.roles.length === 0 ? 'At least one. To take the place away, end it.' : undefined}
          onChange={setValues}
        />
        <Refusal refusal={refusal} />
        <DialogButtons
          onCancel={onClose}
          confirm={place ? 'Save' : 'Add'}
          onConfirm={() => void save()}
          busy={busy}
          disabled={values.roles.length === 0 || conferenceId === ''}
        />
      </Stack>
    </Dialog>
  )
}
