import type { OneMail } from '@lectern/shared/mail'
import { mailKinds, mayRepeat } from '@lectern/shared/mailKinds'
import { Anchor, Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'react-router'
import { messageOf } from '../live/appError.ts'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Loading } from '../ui/Loading.tsx'
import { MailStatusChip } from '../ui/MailStatusChip.tsx'
import { LoadFailed, Notice } from '../ui/Notice.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { toast } from '../ui/toast.tsx'
import { counted } from '../words/counts.ts'
import { momentOf } from '../words/times.ts'
import { MailContent } from './MailContent.tsx'
import { mailKey, mailQuery } from './mailApi.ts'

/** One mail: its text, what became of it, and what can be done about it. */
export function MailDrawer({ mailId, onClose }: { mailId: string | null; onClose: () => void }) {
  return (
    <Drawer.Root opened={mailId !== null} onClose={onClose} position="right" size="lg">
      <Drawer.Overlay />
      <Drawer.Content>
        {/* Its element is a <header>, which would count as a second banner of the page. */}
        <Drawer.Header role="presentation">
          <Drawer.Title>Mail</Drawer.Title>
          <Drawer.CloseButton />
        </Drawer.Header>
        <Drawer.Body>{mailId !== null && <Loaded mailId={mailId} />}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}

function Loaded({ mailId }: { mailId: string }) {
  const query = useQuery(mailQuery(mailId))
  if (query.data) return <Mail data={query.data} />
  if (query.isError) return <LoadFailed message={messageOf(query.error)} retry={() => void query.refetch()} />
  return <Loading />
}

function Mail({ data }: { data: OneMail }) {
  const { mail, content } = data
  const facts = [
    mail.attempts > 0 && `tried ${counted(mail.attempts, 'time')}`,
    mail.nextAt !== null && mail.attempts > 0 && `again ${momentOf(mail.nextAt)}`,
  ].filter(Boolean)
  return (
    <Stack gap="md">
      <div>
        <Group gap="xs">
          <MailStatusChip status={mail.status} />
          <Text size="sm" c="gray.7" className="figures">
            {[momentOf(mail.changedAt), ...facts].join(' · ')}
          </Text>
        </Group>
        <Text mt="xs">
          {mailKinds[mail.kind].label} to <bdi>{mail.name}</bdi>
          {mail.to && (
            <>
              {' '}
              &lt;<bdi>{mail.to}</bdi>&gt;
            </>
          )}
        </Text>
        {mail.words && (
          <Text size="sm" c="gray.7">
            {mail.words}
          </Text>
        )}
      </div>
      <Decisions data={data} />
      <Anchor component={Link} size="sm" to={`/office/mail?person=${encodeURIComponent(mail.personId)}`}>
        All mails to <bdi>{mail.name}</bdi>
      </Anchor>
      {content ? (
        <MailContent content={content} />
      ) : (
        <Text c="gray.7">
          This person no longer takes part in the conference, so there is no text to show.
        </Text>
      )}
    </Stack>
  )
}

function Decisions({ data: { mail, version } }: { data: OneMail }) {
  const queries = useQueryClient()
  const { busy, refusal, run } = useCommand({ changes: mailKey })
  if (!mayRepeat.includes(mail.status)) return null
  const act = async (name: 'again' | 'arrived') => {
    const done = await run(async () => {
      const next = await request('mail.act', { params: { mailId: mail.id }, body: { act: name, version } })
      queries.setQueryData(mailQuery(mail.id).queryKey, next)
    })
    if (done) toast(name === 'again' ? 'It is sent again.' : 'Noted: it arrived.')
  }
  return (
    <Stack gap="xs">
      {mail.status === 'unknown' && (
        <Notice role="status">
          Nobody knows whether this mail arrived. Ask its recipient, or send it again: most mail programs show
          a mail that arrives twice only once.
        </Notice>
      )}
      <Group gap="sm">
        <Button onClick={() => void act('again')} {...busyButton(busy)}>
          Send again
        </Button>
        {mail.status === 'unknown' && (
          <Button variant="default" onClick={() => void act('arrived')} {...busyButton(busy)}>
            It arrived
          </Button>
        )}
      </Group>
      <Refusal refusal={refusal} />
    </Stack>
  )
}
