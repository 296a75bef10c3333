// The accounts of another provider that sign a person in, each with the button that unlinks it.
import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { PlainList } from '../ui/PlainList.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { Section } from '../ui/Section.tsx'

/** `personId`: for the office; without it one's own. Draws nothing where there is none. */
export function LinkedAccounts({ personId }: { personId?: string }) {
  const key = ['oidc', personId ?? 'own'] as const
  const { data } = useQuery({
    queryKey: key,
    queryFn: () =>
      personId === undefined ? request('oidc.linked') : request('oidc.linkedOf', { params: { personId } }),
  })
  const { busy, refusal, run } = useCommand({ changes: key })
  if (!data || data.accounts.length === 0) return null
  const unlink = (accountId: string) =>
    run(() =>
      personId === undefined
        ? request('oidc.unlink', { body: { accountId } })
        : request('oidc.unlinkOf', { params: { personId }, body: { accountId } }),
    )
  const provider = data.provider ?? 'another provider'
  return (
    <Section id="linked-accounts" title="Linked accounts">
      <Text size="sm" mb="sm">
        An account that is unlinked signs in no more, and browsers that it signed in are signed out. Roles
        that came with it end. Keep a personal link first.
      </Text>
      <PlainList>
        {data.accounts.map(({ id }, i) => (
          <Group key={id} component="li" justify="space-between" gap="xs">
            <Text>
              Account at <bdi>{provider}</bdi>
              {data.accounts.length > 1 && ` (${i + 1})`}
            </Text>
            <Button
              variant="default"
              size="compact-md"
              disabled={busy}
              aria-label={`Unlink the account at ${provider}${data.accounts.length > 1 ? ` (${i + 1})` : ''}`}
              onClick={() => void unlink(id)}
            >
              Unlink
            </Button>
          </Group>
        ))}
      </PlainList>
      <Refusal refusal={refusal} />
    </Section>
  )
}
