import type { Ending } from '@lectern/shared/accounts'
import { Button, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { AccessLists } from './AccessLists.tsx'
import { LinkedAccounts } from './LinkedAccounts.tsx'

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
        <Page width="reading">
          <PageHead
            title="Links and devices"
            lead={
              <>
                Where <bdi>{access.person.name}</bdi> is signed in. If a device or a link is not yours, end it
                here.
              </>
            }
          />
          <Stack gap="lg">
            <Refusal refusal={refusal} />
            <AccessLists access={access} busy={busy} onEnd={end} />
            <LinkedAccounts />
            <div>
              <Button variant="default" disabled={busy} onClick={() => end({ every: 'all' })}>
                Revoke all links and sign out everywhere else
              </Button>
              <Text size="sm" mt={4}>
                You stay signed in here. To sign in elsewhere, ask the organiser for a new link.
              </Text>
            </div>
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}
