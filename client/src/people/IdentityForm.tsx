import { identityPlan, type PersonPage } from '@lectern/shared/people'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { Section } from '../ui/Section.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { problemsIn } from '../words/problems.ts'
import { IdentityFields, type IdentityValues, identityOf } from './IdentityFields.tsx'
import { peopleKey } from './peopleApi.ts'

/** Who somebody is, as the office writes it. */
export function IdentityForm({ person }: { person: PersonPage }) {
  const { id, givenName, familyName, credentials, affiliation, profession, details } = person
  const [saved, setSaved] = useState(false)
  const { form, onSubmit } = useContractForm<IdentityValues>({
    initialValues: {
      givenName,
      familyName,
      credentials,
      affiliation,
      profession,
      email: details.email,
      printedName: person.printedName === person.proposedName ? '' : person.printedName,
    },
    problemsOf: (values) => problemsIn(identityPlan, identityOf(values)),
    onChange: () => setSaved(false),
  })
  const { busy, refusal, run } = useCommand({ changes: peopleKey })
  const save = async (values: IdentityValues, sharedEmail = false) =>
    setSaved(
      await run(() =>
        request('people.change', { params: { personId: id }, body: { ...identityOf(values), sharedEmail } }),
      ),
    )
  const isTaken = refusal?.details?.personIds !== undefined
  return (
    <Section id="identity" title="Identity">
      <form {...onSubmit((values) => save(values))}>
        <Stack gap="md">
          <IdentityFields form={form} isOffice />
          <Refusal refusal={refusal} kept="What you wrote is kept here." />
          <Group gap="sm">
            <Button type="submit" {...busyButton(busy)}>
              {busy ? 'Saving…' : person.isGuessed ? 'Save and confirm the name' : 'Save'}
            </Button>
            {isTaken && (
              <Button variant="default" onClick={() => void save(form.values, true)}>
                Both use this address
              </Button>
            )}
            <Text role="status">{saved && 'Saved.'}</Text>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
