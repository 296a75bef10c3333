import type { CreditProfile, ProfileField } from '@lectern/shared/credit'
import { Button, Card, Checkbox, Group, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { creditKey, saveProfile } from './creditApi.ts'
import { fieldWords, isNumber, profileProblems } from './profileFields.ts'

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
    <Card withBorder padding="md" component="section" aria-labelledby="licences">
      <form {...onSubmit(async (values) => setSaved(await run(() => saveProfile(values))))}>
        <Stack gap="md">
          <div>
            <Title order={2} id="licences" ref={heading} tabIndex={-1}>
              Your licences and numbers
            </Title>
            <Text c="gray.7">
              Asked for by the bodies that give your credit, and by their registers. Only you and the CE
              office see them; exhibitors never do.
            </Text>
          </div>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            {asks.map((field) => (
              <TextInput
                key={field}
                {...fieldWords[field]}
                inputMode={/^licence|Name$|^boardId$/.test(field) ? 'text' : 'numeric'}
                {...form.getInputProps(field)}
                value={form.values[field] ?? ''}
                onChange={(event) => {
                  const text = event.currentTarget.value
                  const value = isNumber(field) ? (text.trim() === '' ? null : Number(text)) : text
                  if (!Number.isNaN(value)) form.setFieldValue(field, value)
                }}
              />
            ))}
          </SimpleGrid>
          <Checkbox
            label="My credit may be reported, with these numbers, to the registers of the bodies that give it"
            description="Without it nothing is reported; your certificates are the same."
            {...form.getInputProps('mayReport', { type: 'checkbox' })}
          />
          <Refusal refusal={refusal} kept="What you wrote is kept here." />
          <Group gap="sm">
            <Button type="submit" {...busyButton(busy)}>
              {busy ? 'Saving…' : 'Save'}
            </Button>
            <Text role="status">{saved && 'Saved.'}</Text>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
