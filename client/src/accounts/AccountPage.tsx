import type { Ending } from '@lectern/shared/accounts'
import { Button, Container, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { AccessLists } from './AccessLists.tsx'

const accountKey = ['account'] as const
const accountQuery = { queryKey: accountKey, queryFn: () => request('accounts.access') }

/** By what one comes in, and where one is signed in. */
export default function AccountPage() {
  const account = useQuery(accountQuery)
  const { busy, refusal, run } = useCommand({ changes: accountKey })
  const end = (body: Ending) => void run(() => request('accounts.end', { body }))
  return (
    <Loaded query={account} label="Loading your account">
      {(access) => (
        <Container size="sm" py="lg">
          <Stack gap="lg">
            <PageHeading>Your account</PageHeading>
            <Text>
              You are <bdi>{access.person.name}</bdi>. If a device or a link is not yours, end it here.
            </Text>
            <Refusal refusal={refusal} />
            <AccessLists access={access} busy={busy} onEnd={end} />
            <div>
              <Button variant="default" disabled={busy} onClick={() => end({ every: 'all' })}>
                Revoke all links and sign out everywhere else
              </Button>
              <Text size="sm" mt={4}>
                You stay signed in here. To come in elsewhere, ask the organiser for a new link.
              </Text>
            </div>
          </Stack>
        </Container>
      )}
    </Loaded>
  )
}
