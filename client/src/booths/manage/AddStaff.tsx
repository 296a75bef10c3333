import { person } from '@lectern/shared/accounts'
import type { BoothSettings } from '@lectern/shared/booths'
import { nameMax } from '@lectern/shared/limits'
import { mailAddressOrNone } from '@lectern/shared/mailAddress'
import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { z } from 'zod'
import { useCommand } from '../../live/useCommand.ts'
import { useConnection } from '../../live/useConnection.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { useContractForm } from '../../ui/useContractForm.ts'
import { type Problems, problemsIn } from '../../words/problems.ts'
import { manageKey } from './manageQuery.ts'
import { StaffLink } from './StaffLink.tsx'

interface NewStaff {
  name: string
  email: string
}

const contract = z.object({ name: person.shape.name, email: mailAddressOrNone })
const problemsOf = ({ name, email }: NewStaff): Problems =>
  problemsIn(
    contract,
    { name: name.trim(), email },
    {
      own: {
        name: 'Enter the person’s name.',
        email: 'Enter a mail address like name@example.org, or none.',
      },
    },
  )

/** Creates an account for a member of the company's staff: with an address they are invited by mail. */
export function AddStaff({ booth }: { booth: BoothSettings }) {
  const connection = useConnection()
  const { form, onSubmit } = useContractForm<NewStaff>({
    initialValues: { name: '', email: '' },
    problemsOf,
  })
  const [invited, setInvited] = useState<{ name: string; link: string | null }>()
  const { busy, refusal, run } = useCommand({ changes: manageKey })
  async function invite({ name, email }: NewStaff) {
    await run(async () => {
      const address = email.trim()
      const request = { boothId: booth.id, name: name.trim(), ...(address && { email: address }) }
      setInvited(await connection.send('booths.inviteStaff', request))
      form.reset()
    })
  }
  return (
    <form {...onSubmit(invite)}>
      <Stack gap="sm" mt="sm" align="stretch">
        <TextInput
          label="Add staff"
          placeholder="First and last name"
          maxLength={nameMax}
          {...form.getInputProps('name')}
        />
        <TextInput
          label="Mail address"
          description="They are invited by mail. Without one you get their link to pass on."
          type="email"
          inputMode="email"
          {...form.getInputProps('email')}
        />
        <Button type="submit" variant="default" style={{ alignSelf: 'start' }} {...busyButton(busy)}>
          Add
        </Button>
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
        {invited?.link && <StaffLink name={invited.name} link={invited.link} isOnce />}
        {invited?.link === null && (
          <Text size="sm" role="status">
            <bdi>{invited.name}</bdi> is invited. What became of the mail stands beside the name.
          </Text>
        )}
      </Stack>
    </form>
  )
}
