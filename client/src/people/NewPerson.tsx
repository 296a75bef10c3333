import type { AppError } from '@lectern/shared/errors'
import { identityPlan } from '@lectern/shared/people'
import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { problemsIn } from '../words/problems.ts'
import { IdentityFields, type IdentityValues, identityOf, noIdentity } from './IdentityFields.tsx'
import { peopleKey, personPath } from './peopleApi.ts'
import { type PlaceValues, placeOf, RoleFields } from './RoleFields.tsx'

interface NewPersonProps {
  opened: boolean
  isOffice: boolean
  conferenceId: string
  onClose: () => void
}

/** Adds somebody to the installation and to this conference; an organiser invites them here. */
export function NewPerson({ opened, isOffice, conferenceId, onClose }: NewPersonProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title={isOffice ? 'New person' : 'Invite somebody'} size="xl">
      <NewPersonForm isOffice={isOffice} conferenceId={conferenceId} onClose={onClose} />
    </Dialog>
  )
}

function NewPersonForm({ isOffice, conferenceId, onClose }: Omit<NewPersonProps, 'opened'>) {
  // Of this form: a repeat makes nobody twice.
  const [personId] = useState(() => crypto.randomUUID())
  const navigate = useNavigate()
  const [place, setPlace] = useState<PlaceValues>({ roles: ['clinician'], exhibitorId: '' })
  const { form, onSubmit } = useContractForm<IdentityValues>({
    initialValues: noIdentity,
    problemsOf: (values) => ({
      ...problemsIn(identityPlan, identityOf(values)),
      ...(!isOffice && values.email.trim() === '' && { email: 'Their personal link goes there.' }),
    }),
  })
  const { busy, refusal, run } = useCommand({ changes: peopleKey })
  const save = (values: IdentityValues, sharedEmail = false) =>
    run(async () => {
      const { printedName, credentials, ...plan } = identityOf(values)
      const { personId: id } = isOffice
        ? await request('people.create', {
            body: {
              ...plan,
              printedName,
              credentials,
              sharedEmail,
              personId,
              at: { conferenceId, ...placeOf(place) },
            },
          })
        : await request('members.invite', {
            body: { ...plan, invitedId: personId, ...placeOf(place) },
          })
      onClose()
      void navigate(personPath(id))
    })
  const others = othersIn(refusal)
  return (
    <form {...onSubmit((values) => save(values))}>
      <Stack gap="md">
        <IdentityFields form={form} isOffice={isOffice} />
        <RoleFields
          values={place}
          problem={place.roles.length === 0 ? 'At least one.' : undefined}
          onChange={setPlace}
        />
        {!isOffice && (
          <Text size="sm" c="gray.7">
            If somebody has this mail address already, they get a place at your conference as they are known.
          </Text>
        )}
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
        {others.map((id) => (
          <Link key={id} to={personPath(id)}>
            Look at the person who has it
          </Link>
        ))}
        {others.length > 0 && (
          <Button variant="default" onClick={() => void save(form.values, true)}>
            Both use this address
          </Button>
        )}
        <DialogButtons
          onCancel={onClose}
          confirm={isOffice ? 'Add' : 'Invite'}
          busy={busy}
          disabled={place.roles.length === 0}
        />
      </Stack>
    </form>
  )
}

/** Who has a mail address that was refused. */
const othersIn = (refusal: AppError | undefined): string[] => {
  const ids = refusal?.details?.personIds
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
}
