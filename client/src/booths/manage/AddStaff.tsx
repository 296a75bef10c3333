import { person } from '@lectern/shared/accounts'
import type { BoothSettings } from '@lectern/shared/booths'
import { nameMax } from '@lectern/shared/limits'
import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { z } from 'zod'
import { useCommand } from '../../live/useCommand.ts'
import { useConnection } from '../../live/useConnection.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { useContractForm } from '../../ui/useContractForm.ts'
import { type Problems, problemsIn } from '../../words/problems.ts'
import { manageKey } from './manageQuery.ts'

const contract = z.object({ name: person.shape.name })
const problemsOf = (values: { name: string }): Problems =>
  problemsIn(contract, { name: values.name.trim() }, { own: { name: 'Enter the person’s name.' } })

/** Creates an account for a member of the company's staff. Its link is shown once, here. */
export function AddStaff({ booth }: { booth: BoothSettings }) {
  const connection = useConnection()
  const { form, onSubmit } = useContractForm({ initialValues: { name: '' }, problemsOf })
  const [invited, setInvited] = useState<{ name: string; link: string }>()
  const { busy, refusal, run } = useCommand({ changes: manageKey })
  async function invite({ name }: { name: string }) {
    await run(async () => {
      setInvited(await connection.send('booths.inviteStaff', { boothId: booth.id, name: name.trim() }))
      form.reset()
    })
  }
  return (
    <form {...onSubmit(invite)}>
      <Stack gap="sm" mt="sm">
        <Group gap="sm" align="flex-end">
          <TextInput
            label="Add staff"
            placeholder="First and last name"
            maxLength={nameMax}
            {...form.getInputProps('name')}
          />
          <Button type="submit" variant="default" {...busyButton(busy)}>
            Add
          </Button>
        </Group>
        <Refusal refusal={refusal} kept="The name is kept here." />
        {invited && (
          <Notice color="gray" role="status" title={`Personal link of ${invited.name}`}>
            It signs in whoever opens it: send it to {invited.name} only. Copy it now – it won’t be shown
            again.
            <Text className="booth-link" my="sm">
              {invited.link}
            </Text>
            <CopyButton value={invited.link}>
              {({ copied, copy }) => (
                <Button size="compact-md" onClick={copy}>
                  {copied ? 'Copied' : 'Copy link'}
                </Button>
              )}
            </CopyButton>
          </Notice>
        )}
      </Stack>
    </form>
  )
}
