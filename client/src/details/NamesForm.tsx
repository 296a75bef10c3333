import { confirmedNames, type OwnDetails } from '@lectern/shared/accounts'
import { fullName, proposedPrintedName } from '@lectern/shared/names'
import { SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { FormEnd } from '../ui/FormEnd.tsx'
import { NameFields } from '../ui/NameFields.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { problemsIn } from '../words/problems.ts'
import { useDetailsSaved } from './detailsApi.ts'

interface Values {
  givenName: string
  familyName: string
  credentials: string
  /** Empty: what is proposed. */
  printedName: string
}

const requestOf = ({ printedName, ...values }: Values) => ({
  ...values,
  printedName: printedName.trim() === '' ? null : printedName,
})

/** The name, how it divides, and how certificates print it. */
export function NamesForm({ details }: { details: OwnDetails }) {
  const { givenName, familyName, credentials, printedName, proposedName } = details
  const [saved, setSaved] = useState(false)
  const show = useDetailsSaved()
  const { form, onSubmit } = useContractForm<Values>({
    initialValues: {
      givenName,
      familyName,
      credentials,
      printedName: printedName === proposedName ? '' : printedName,
    },
    problemsOf: (values) => problemsIn(confirmedNames, requestOf(values)),
    onChange: () => setSaved(false),
  })
  const { busy, refusal, run } = useCommand()
  const proposal = proposedPrintedName({
    name: fullName(form.values).trim(),
    credentials: form.values.credentials.trim(),
  })
  return (
    <section aria-labelledby="name">
      <Title order={2} id="name" mb="md">
        Your name
      </Title>
      <form
        {...onSubmit(async (values) =>
          setSaved(
            await run(async () => show(await request('accounts.saveNames', { body: requestOf(values) }))),
          ),
        )}
      >
        <Stack gap="md">
          {details.isGuessed && (
            <Notice role="status" title="Is this right?">
              Your name was entered as a whole, and we guessed how it divides. Registers need both parts.
              Correct them if necessary, then save.
            </Notice>
          )}
          {!details.isPrintable && (
            <Notice role="status" title="Certificates cannot show your name in its script">
              Write below how certificates should print it, in Latin letters, as in your passport.
            </Notice>
          )}
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <NameFields getInputProps={form.getInputProps} hint="Or your only name" />
            <TextInput
              label="Credentials"
              placeholder="MD, FACC"
              dir="auto"
              {...form.getInputProps('credentials')}
            />
          </SimpleGrid>
          <TextInput
            label="Name on certificates"
            description="Leave this empty to print the name shown in grey."
            placeholder={proposal}
            dir="auto"
            {...form.getInputProps('printedName')}
          />
          <FormEnd
            busy={busy}
            refusal={refusal}
            kept="What you wrote is kept here."
            submit={busy ? 'Saving…' : details.isGuessed ? 'Confirm my name' : 'Save'}
          >
            <Text role="status">
              {saved && 'Saved. Certificates that you have keep the name they were issued with.'}
            </Text>
          </FormEnd>
        </Stack>
      </form>
    </section>
  )
}
