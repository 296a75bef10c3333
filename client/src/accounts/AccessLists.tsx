// The links and sign-ins of one person, each with the button that ends it.
import type { Access, Ending } from '@lectern/shared/accounts'

import { Button, Group, Text } from '@mantine/core'
import { PlainList } from '../ui/PlainList.tsx'
import { Section } from '../ui/Section.tsx'

import { dayAndTime, dayOf } from '../words/times.ts'

interface AccessListsProps {
  access: Access
  busy: boolean
  onEnd: (ending: Ending) => void
}

export function AccessLists({ access, busy, onEnd }: AccessListsProps) {
  return (
    <>
      <SignIns access={access} busy={busy} onEnd={onEnd} />
      <Links access={access} busy={busy} onEnd={onEnd} />
    </>
  )
}

function SignIns({ access: { signIns }, busy, onEnd }: AccessListsProps) {
  return (
    <Section id="sign-ins" title="Signed in">
      {signIns.length === 0 && <Text>Not signed in anywhere.</Text>}
      <PlainList>
        {signIns.map(({ id, at, device, isThis }) => (
          <Group key={id} component="li" justify="space-between" gap="xs">
            <Text>
              {device}, since {dayAndTime(at)}
              {isThis && <strong> (this one)</strong>}
            </Text>
            {!isThis && (
              <Button
                variant="default"
                size="compact-md"
                disabled={busy}
                aria-label={`Sign out ${device}, since ${dayAndTime(at)}`}
                onClick={() => onEnd({ signInId: id })}
              >
                Sign out
              </Button>
            )}
          </Group>
        ))}
      </PlainList>
      {signIns.filter(({ isThis }) => !isThis).length > 1 && (
        <Button mt="sm" variant="default" disabled={busy} onClick={() => onEnd({ every: 'others' })}>
          Sign out everywhere{signIns.some(({ isThis }) => isThis) && ' else'}
        </Button>
      )}
    </Section>
  )
}

function Links({ access: { links }, busy, onEnd }: AccessListsProps) {
  return (
    <Section id="links" title="Working links">
      <Text size="sm" mb="sm">
        Revoking a link signs out every browser that signed in with it.
      </Text>
      {links.length === 0 && <Text>None.</Text>}
      <PlainList>
        {links.map(({ id, createdAt, expiresAt }) => (
          <Group key={id} component="li" justify="space-between" gap="xs">
            <Text>
              {createdAt === null ? 'Created earlier' : `Created on ${dayAndTime(createdAt)}`}, works until{' '}
              {dayOf(expiresAt)}
            </Text>
            <Button
              variant="default"
              size="compact-md"
              disabled={busy}
              aria-label={`Revoke the link ${createdAt === null ? 'created earlier' : `created on ${dayAndTime(createdAt)}`}`}
              onClick={() => onEnd({ linkId: id })}
            >
              Revoke
            </Button>
          </Group>
        ))}
      </PlainList>
    </Section>
  )
}
