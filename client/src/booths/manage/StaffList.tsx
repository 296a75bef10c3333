import type { BoothSettings, ManagedStaff } from '@lectern/shared/booths'
import { mayRepeat } from '@lectern/shared/mailKinds'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../../live/useCommand.ts'
import { useConnection } from '../../live/useConnection.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { MailStatusChip } from '../../ui/MailStatusChip.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { longDurationOf } from '../../words/durations.ts'
import { dayAndTime } from '../../words/times.ts'
import { manageKey } from './manageQuery.ts'
import { StaffLink } from './StaffLink.tsx'

interface StaffListProps {
  booth: BoothSettings
  staff: readonly ManagedStaff[]
}

/** A booth's staff: how long each was at the desk, and what became of their invitation. */
export function StaffList({ booth, staff }: StaffListProps) {
  const { busy, refusal, send } = useCommand({ changes: manageKey })
  const invite = (staffIds: string[]) => void send('booths.mailStaff', { boothId: booth.id, staffIds })
  const uninvited = staff.filter(({ invitation }) => invitation === null)
  if (staff.length === 0)
    return (
      <Text size="sm" c="gray.7">
        None yet. Add the people who will staff this booth.
      </Text>
    )
  return (
    <Stack gap="sm">
      <ul className="booth-staff">
        {staff.map((member) => (
          <StaffRow
            key={member.staffId}
            boothId={booth.id}
            member={member}
            busy={busy}
            onInvite={() => invite([member.staffId])}
          />
        ))}
      </ul>
      {uninvited.length > 1 && (
        <Button
          variant="default"
          size="compact-md"
          style={{ alignSelf: 'start' }}
          onClick={() => invite(uninvited.map(({ staffId }) => staffId))}
          {...busyButton(busy)}
        >
          Invite all {uninvited.length} by mail
        </Button>
      )}
      <Refusal refusal={refusal} size="sm" />
    </Stack>
  )
}

/** What a mail server said of a mail that it took tells nobody anything. */
const isOver = ({ status, words }: NonNullable<ManagedStaff['invitation']>): boolean =>
  words === '' || status === 'sent' || status === 'used'

interface StaffRowProps {
  boothId: string
  member: ManagedStaff
  busy: boolean
  onInvite: () => void
}

function StaffRow({ boothId, member, busy, onInvite }: StaffRowProps) {
  const { name, workedMs, invitation } = member
  return (
    <li>
      <Group gap="xs" justify="space-between">
        <span>
          <bdi>{name}</bdi>
          <Text span size="sm" c="gray.7" className="figures">
            {workedMs > 0 && ` · ${longDurationOf(workedMs)} at the desk`}
          </Text>
        </span>
        {invitation && <MailStatusChip status={invitation.status} />}
      </Group>
      {invitation ? (
        <Text size="sm" c="gray.7">
          {isOver(invitation) ? `Invitation of ${dayAndTime(invitation.at)}` : invitation.words}
        </Text>
      ) : (
        <Text size="sm" c="gray.7">
          Not invited by mail.
        </Text>
      )}
      {(invitation === null || mayRepeat.includes(invitation.status)) && (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`${invitation ? 'Send again to' : 'Invite by mail:'} ${name}`}
          onClick={onInvite}
          {...busyButton(busy)}
        >
          {invitation ? 'Send again' : 'Invite by mail'}
        </Button>
      )}
      {invitation?.status === 'listed' && <LinkToPassOn boothId={boothId} member={member} />}
    </li>
  )
}

/** Where no mail server is configured, somebody passes the link on. */
function LinkToPassOn({ boothId, member: { staffId, name } }: Pick<StaffRowProps, 'boothId' | 'member'>) {
  const connection = useConnection()
  const [link, setLink] = useState<string>()
  const { busy, refusal, run } = useCommand({ changes: manageKey })
  const show = () =>
    run(async () => setLink((await connection.send('booths.staffLink', { boothId, staffId })).link))
  if (link) return <StaffLink name={name} link={link} />
  return (
    <>
      <Text size="sm" c="gray.7">
        No mail server is set up here: pass the link on yourself.
      </Text>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`Show the link of ${name}`}
        onClick={() => void show()}
        {...busyButton(busy)}
      >
        Show the link
      </Button>
      <Refusal refusal={refusal} size="sm" />
    </>
  )
}
