import { registers } from '@lectern/shared/creditRegisters'
import type { PersonPage } from '@lectern/shared/people'
import { registerWords } from '@lectern/shared/registerPermission'
import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { IdentifierFields } from '../accounts/IdentifierFields.tsx'
import { formOf, identifierProblems, identifiersIn } from '../accounts/identifierForm.ts'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { Section } from '../ui/Section.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { dayAndTime } from '../words/times.ts'
import { identityOf } from './IdentityFields.tsx'
import { peopleKey } from './peopleApi.ts'

/** Identifiers, and which registers the person permits: the latter is theirs alone to change. */
export function NumbersForm({ person }: { person: PersonPage }) {
  const { id, details, printedName, proposedName } = person
  const [saved, setSaved] = useState(false)
  const { form, onSubmit } = useContractForm({
    initialValues: formOf(details.identifiers),
    problemsOf: identifierProblems,
    onChange: () => setSaved(false),
  })
  const { busy, refusal, run } = useCommand({ changes: peopleKey })
  const identity = identityOf({
    givenName: person.givenName,
    familyName: person.familyName,
    credentials: person.credentials,
    affiliation: person.affiliation,
    profession: person.profession,
    email: details.email,
    printedName: printedName === proposedName ? '' : printedName,
  })
  const permitted = registers.flatMap((register) => {
    const decided = details.permissions[register]
    if (!decided) return []
    const when = decided.at === null ? '' : `, ${dayAndTime(decided.at)}`
    return [`${registerWords[register].name}: ${decided.given ? 'permitted' : 'withdrawn'}${when}`]
  })
  return (
    <Section id="numbers" title="Licences and numbers">
      <form
        {...onSubmit(async (values) =>
          setSaved(
            await run(() =>
              request('people.change', {
                params: { personId: id },
                body: { ...identity, sharedEmail: true, identifiers: identifiersIn(values) },
              }),
            ),
          ),
        )}
      >
        <Stack gap="md">
          <IdentifierFields
            {...{ form, busy, refusal, saved }}
            asks={[]}
            given={details.identifiers}
            none="None given."
          />
          <Text size="sm" c="gray.7">
            {permitted.length > 0
              ? permitted.join('. ')
              : 'No register is permitted: nothing of this person is reported.'}
          </Text>
        </Stack>
      </form>
    </Section>
  )
}
