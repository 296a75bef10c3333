import type { BoothSettings } from '@lectern/shared/booths'
import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../../live/useCommand.ts'
import { useConnection } from '../../live/useConnection.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { manageKey } from './manageQuery.ts'

/** Makes an account for somebody of the company. Its link is shown once, here. */
export function InviteStaff({ booth }: { booth: BoothSettings }) {
  const connection = useConnection()
  const [name, setName] = useState('')
  const [problem, setProblem] = useState('')
  const [invited, setInvited] = useState<{ name: string; link: string }>()
  const { busy, refusal, run } = useCommand({ changes: manageKey })
  async function invite() {
    const trimmed = name.trim()
    setProblem(trimmed ? '' : 'Write the person’s name first.')
    if (!trimmed) return
    await run(async () => {
      setInvited(await connection.send('booths.inviteStaff', { boothId: booth.id, name: trimmed }))
      setName('')
    })
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void invite()
      }}
    >
      <Stack gap="sm">
        <Group gap="sm" align="flex-end">
          <TextInput
            label={`Invite to the staff of ${booth.name}`}
            placeholder="First and last name"
            maxLength={120}
            value={name}
            error={problem}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" {...busyButton(busy)}>
            Invite
          </Button>
        </Group>
        <Refusal refusal={refusal} kept="The name is kept here." />
        {invited && (
          <Notice color="gray" role="status" title={`The personal link of ${invited.name}`}>
            It signs in whoever opens it: send it to {invited.name} alone. It is shown only now; an operator
            can make another one.
            <Text className="booth-link" my="sm">
              {invited.link}
            </Text>
            <CopyButton value={invited.link}>
              {({ copied, copy }) => (
                <Button size="compact-md" onClick={copy}>
                  {copied ? 'Copied' : 'Copy the link'}
                </Button>
              )}
            </CopyButton>
          </Notice>
        )}
      </Stack>
    </form>
  )
}
