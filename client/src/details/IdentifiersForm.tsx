import type { OwnDetails } from '@lectern/shared/accounts'
import type { Requirement } from '@lectern/shared/details'
import { Stack, Text, Title } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { IdentifierFields } from '../accounts/IdentifierFields.tsx'
import { formOf, identifierProblems, identifiersIn } from '../accounts/identifierForm.ts'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { useContractForm } from '../ui/useContractForm.ts'
import { useDetailsSaved } from './detailsApi.ts'

interface IdentifiersFormProps {
  details: OwnDetails
  /** What the person's bodies and their registers ask for. */
  asks: readonly Requirement[]
}

/** Licences and numbers: those that somebody asks for, and all others on request. */
export function IdentifiersForm({ details, asks }: IdentifiersFormProps) {
  const [saved, setSaved] = useState(false)
  const show = useDetailsSaved()
  const { form, onSubmit } = useContractForm({
    initialValues: formOf(details.identifiers),
    problemsOf: identifierProblems,
    onChange: () => setSaved(false),
  })
  const { busy, refusal, run } = useCommand()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (location.hash === '#licences') heading.current?.focus()
  }, [])
  return (
    <section aria-labelledby="licences">
      <Title order={2} id="licences" ref={heading} tabIndex={-1}>
        Your licences and numbers
      </Title>
      <Text c="gray.7" mb="md">
        {asks.length > 0
          ? 'Requested by the bodies that give your credit, and by their registers.'
          : 'No body of your profession asks for any here.'}{' '}
        Only you and the CE office see them.
      </Text>
      <form
        {...onSubmit(async (values) =>
          setSaved(
            await run(async () =>
              show(await request('accounts.saveIdentifiers', { body: identifiersIn(values) })),
            ),
          ),
        )}
      >
        <Stack gap="md">
          <IdentifierFields {...{ form, busy, refusal, saved }} asks={asks} given={details.identifiers} />
        </Stack>
      </form>
    </section>
  )
}
