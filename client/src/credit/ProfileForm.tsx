import type { CreditProfile, ProfileField } from '@lectern/shared/credit'
import {
  Button,
  Checkbox,
  Fieldset,
  Group,
  NativeSelect,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { type ContractForm, useContractForm } from '../ui/useContractForm.ts'
import { creditKey, saveProfile } from './creditApi.ts'
import { choicesOf, fieldWords, groupsOf, isBirthday, profileProblems } from './profileFields.ts'

interface ProfileFormProps {
  profile: CreditProfile
  /** The fields to ask for. */
  asks: ProfileField[]
}

/** Licences and numbers, and permission to report them. */
export function ProfileForm({ profile, asks }: ProfileFormProps) {
  const [saved, setSaved] = useState(false)
  const { form, onSubmit } = useContractForm({
    initialValues: profile,
    problemsOf: profileProblems,
    onChange: () => setSaved(false),
  })
  const { busy, refusal, run } = useCommand({ changes: creditKey })
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
        Requested by the bodies that give your credit, and by their registers. Only you and the CE office see
        them; exhibitors never do.
      </Text>
      <form {...onSubmit(async (values) => setSaved(await run(() => saveProfile(values))))}>
        <Stack gap="md">
          {groupsOf(asks).map(({ title, fields }) => (
            <Fieldset key={title} legend={title}>
              <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
                {fields.map((field) => (
                  <Field key={field} field={field} form={form} />
                ))}
              </SimpleGrid>
            </Fieldset>
          ))}
          <Fieldset legend="Reporting permission">
            <Checkbox
              label="Report my credit, with these numbers, to the registers of the bodies that give it"
              description="Without it nothing is reported. Your certificates are the same."
              {...form.getInputProps('mayReport', { type: 'checkbox' })}
            />
          </Fieldset>
          <Refusal refusal={refusal} kept="What you wrote is kept here." />
          <Group gap="sm">
            <Button type="submit" {...busyButton(busy)}>
              {busy ? 'Saving…' : 'Save'}
            </Button>
            <Text role="status">{saved && 'Saved.'}</Text>
          </Group>
        </Stack>
      </form>
    </section>
  )
}

function Field({ field, form }: { field: ProfileField; form: ContractForm<CreditProfile> }) {
  const shared = { ...fieldWords[field], ...form.getInputProps(field) }
  if (!isBirthday(field))
    return <TextInput {...shared} inputMode={/^licence|Name$|^boardId$/.test(field) ? 'text' : 'numeric'} />
  return (
    <NativeSelect
      {...shared}
      data={choicesOf(field)}
      value={String(form.values[field] ?? '')}
      onChange={(event) => form.setFieldValue(field, Number(event.currentTarget.value) || null)}
    />
  )
}
