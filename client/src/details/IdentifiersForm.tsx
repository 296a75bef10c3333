import type { OwnDetails } from '@lectern/shared/accounts'
import type { Requirement } from '@lectern/shared/details'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { IdentifierPart } from '../accounts/IdentifierFields.tsx'
import { formOf, identifierProblems, identifiersIn, parts, partsFor } from '../accounts/identifierForm.ts'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
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
  const [all, setAll] = useState(false)
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
  const shown = all ? parts : partsFor(asks, details.identifiers)
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
          {shown.map((part) => (
            <IdentifierPart key={part} part={part} form={form} />
          ))}
          <Refusal refusal={refusal} kept="What you wrote is kept here." />
          <Group gap="sm">
            {shown.length > 0 && (
              <Button type="submit" {...busyButton(busy)}>
                {busy ? 'Saving…' : 'Save'}
              </Button>
            )}
            {shown.length < parts.length && (
              <Button variant="default" onClick={() => setAll(true)}>
                Add another number
              </Button>
            )}
            <Text role="status">{saved && 'Saved.'}</Text>
          </Group>
        </Stack>
      </form>
    </section>
  )
}
