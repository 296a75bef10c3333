import type { CreditProfile, ProfileField } from '@lectern/shared/credit'
import { Button, Card, Checkbox, Group, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { creditKey, saveProfile } from './creditApi.ts'
import { fieldWords, isNumber, profileProblems } from './profileFields.ts'

interface ProfileFormProps {
  profile: CreditProfile
  /** Only these are asked for. */
  asks: ProfileField[]
}

/** Licences and numbers, and whether they may be reported. */
export function ProfileForm({ profile, asks }: ProfileFormProps) {
  const [form, setForm] = useState(profile)
  const [problems, setProblems] = useState<ReturnType<typeof profileProblems>>({})
  const [saved, setSaved] = useState(false)
  const { busy, refusal, run } = useCommand({ changes: creditKey })
  const element = useRef<HTMLFormElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    if (location.hash === '#licences') heading.current?.focus()
  }, [])
  useEffect(() => {
    if (Object.keys(problems).length > 0)
      element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [problems])

  function set(fields: Partial<CreditProfile>) {
    setForm({ ...form, ...fields })
    setSaved(false)
  }
  async function submit() {
    const found = profileProblems(form)
    setProblems(found)
    if (Object.keys(found).length === 0) setSaved(await run(() => saveProfile(form)))
  }

  return (
    <Card withBorder padding="md" component="section" aria-labelledby="licences">
      <form
        ref={element}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
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
                value={form[field] ?? ''}
                error={problems[field]}
                onChange={(event) => {
                  const text = event.currentTarget.value
                  const value = isNumber(field) ? (text.trim() === '' ? null : Number(text)) : text
                  set({ [field]: Number.isNaN(value) ? form[field] : value })
                }}
              />
            ))}
          </SimpleGrid>
          <Checkbox
            label="My credit may be reported, with these numbers, to the registers of the bodies that give it"
            description="Without it nothing is reported; your certificates are the same."
            checked={form.mayReport}
            onChange={(event) => set({ mayReport: event.currentTarget.checked })}
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
