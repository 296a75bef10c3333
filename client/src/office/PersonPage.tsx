import type { Ending } from '@lectern/shared/accounts'
import { Anchor, Button, CopyButton, Group, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { AccessLists } from '../accounts/AccessLists.tsx'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { officeKey } from './officeApi.ts'

/** One person's links and sign-ins, for the office: each can be ended, and a new link created. */
export default function PersonPage() {
  const { personId = '' } = useParams()
  const params = { personId }
  const key = [...officeKey, 'person', personId]
  const access = useQuery({ queryKey: key, queryFn: () => request('accounts.accessOf', { params }) })
  const { busy, refusal, run } = useCommand({ changes: key })
  const [made, setMade] = useState('')
  const makeLink = async () => setMade((await request('accounts.makeLink', { params })).link)
  const end = (body: Ending) => void run(() => request('accounts.endOf', { params, body }))
  return (
    <Loaded query={access} label="Loading this person">
      {(shown) => (
        <Page width="reading">
          <PageHead
            title={shown.person.name}
            over={
              <Anchor component={Link} to="/office/people">
                People
              </Anchor>
            }
            lead={
              <>
                {shown.person.roles.join(', ')}
                {shown.person.affiliation && ' · '}
                <bdi>{shown.person.affiliation}</bdi>
              </>
            }
          />
          <Stack gap="lg">
            <Refusal refusal={refusal} />
            <AccessLists access={shown} busy={busy} onEnd={end} />
            <Group gap="sm">
              <Button disabled={busy} onClick={() => void run(makeLink)}>
                Create new link
              </Button>
              <Button variant="default" disabled={busy} onClick={() => end({ every: 'all' })}>
                Revoke all links and sign out everywhere
              </Button>
            </Group>
            {made && <NewLink link={made} />}
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

function NewLink({ link }: { link: string }) {
  return (
    <Stack gap="xs" role="status">
      <TextInput
        label="New link"
        description="Copy it now – it won’t be shown again."
        readOnly
        value={link}
      />
      <CopyButton value={link}>
        {({ copied, copy }) => (
          <Group>
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          </Group>
        )}
      </CopyButton>
    </Stack>
  )
}
