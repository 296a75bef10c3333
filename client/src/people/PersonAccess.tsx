import type { Ending } from '@lectern/shared/accounts'
import type { PersonPage } from '@lectern/shared/people'
import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AccessLists } from '../accounts/AccessLists.tsx'
import { LinkedAccounts } from '../accounts/LinkedAccounts.tsx'
import { messageOf } from '../live/appError.ts'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { LoadFailed } from '../ui/Notice.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { Section } from '../ui/Section.tsx'
import { counted } from '../words/counts.ts'
import { peopleKey } from './peopleApi.ts'

/** Somebody's links and sign-ins, for the office: each can be ended, and a new link created. */
export function PersonAccess({ person: { id, links, signIns } }: { person: PersonPage }) {
  const [isOpen, setOpen] = useState(false)
  const [made, setMade] = useState('')
  const params = { personId: id }
  const key = [...peopleKey, 'access', id]
  const access = useQuery({
    queryKey: key,
    queryFn: () => request('accounts.accessOf', { params }),
    enabled: isOpen,
  })
  const { busy, refusal, run } = useCommand({ changes: peopleKey })
  const end = (body: Ending) => void run(() => request('accounts.endOf', { params, body }))
  const makeLink = async () => setMade((await request('accounts.makeLink', { params })).link)
  return (
    <Section id="access" title="Links and sign-ins">
      <Stack gap="lg">
        <Text>
          {counted(links, 'working link')}, signed in on {counted(signIns, 'browser')}.
        </Text>
        {access.data && isOpen && <AccessLists access={access.data} busy={busy} onEnd={end} />}
        {isOpen && <LinkedAccounts personId={id} />}
        {access.error && <LoadFailed message={messageOf(access.error)} retry={() => void access.refetch()} />}
        <Refusal refusal={refusal} />
        <Group gap="sm">
          <Button variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Hide them' : 'Show them'}
          </Button>
          <Button variant="default" disabled={busy} onClick={() => void run(makeLink)}>
            Create new link
          </Button>
          <Button variant="default" disabled={busy} onClick={() => end({ every: 'all' })}>
            Revoke all links and sign out everywhere
          </Button>
        </Group>
        {made && <NewLink link={made} />}
      </Stack>
    </Section>
  )
}

function NewLink({ link }: { link: string }) {
  return (
    <Stack gap="xs" role="status">
      <TextInput
        label="New link"
        description="Copy it now – it won’t be shown again. It signs in whoever has it."
        value={link}
        readOnly
        onFocus={(event) => event.target.select()}
      />
      <CopyButton value={link}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy} style={{ alignSelf: 'flex-start' }}>
            {copied ? 'Copied' : 'Copy the link'}
          </Button>
        )}
      </CopyButton>
    </Stack>
  )
}
