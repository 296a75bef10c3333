import type { GroupCount, MailGroup } from '@lectern/shared/mail'
import { type MailKind, mailKinds, officeKinds } from '@lectern/shared/mailKinds'
import { conferenceRoles } from '@lectern/shared/roles'
import { Button, Checkbox, Group, NativeSelect, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { Stat, Stats } from '../ui/Stats.tsx'
import { toast } from '../ui/toast.tsx'
import { counted, countOf, listWords } from '../words/counts.ts'
import { professionWords } from '../words/credit.ts'
import { countGroup, mailKey } from './mailApi.ts'
import { PreviewByLanguage } from './PreviewByLanguage.tsx'

interface Choice {
  kind: MailKind
  role: string
  profession: string
  track: string
  sessionId: string
  notSignedIn: boolean
}

const atFirst: Choice = {
  kind: 'invitation',
  role: '',
  profession: '',
  track: '',
  sessionId: '',
  notSignedIn: false,
}

const roleWords: Record<(typeof conferenceRoles)[number], string> = {
  clinician: 'Clinicians',
  speaker: 'Speakers',
  moderator: 'Moderators',
  exhibitor: 'Exhibitors',
  organiser: 'Organisers',
}

const groupOf = ({ role, profession, track, sessionId, notSignedIn }: Choice): MailGroup =>
  ({
    ...(role && { role }),
    ...(profession && { profession }),
    ...(track && { track }),
    ...(sessionId && { sessionId }),
    ...(notSignedIn && { notSignedIn }),
  }) as MailGroup

/** Another page leads here with the mail that it is about: ?mail=disclosure_request */
const kindIn = (parameters: URLSearchParams): MailKind =>
  officeKinds.find((kind) => kind === parameters.get('mail')) ?? atFirst.kind

/** A mail to everybody for whom all of it is true: counted and previewed before it is sent. */
export function SendToGroup() {
  const [parameters] = useSearchParams()
  const [choice, setChoice] = useState(() => ({ ...atFirst, kind: kindIn(parameters) }))
  const [sendId, setSendId] = useState(() => crypto.randomUUID())
  const [asked, setAsked] = useState(false)
  const { kind } = choice
  const group = groupOf(choice)
  const count = useQuery({
    queryKey: [...mailKey, 'count', kind, group],
    queryFn: () => countGroup(kind, group),
    staleTime: 0,
  })
  const { busy, refusal, run } = useCommand({ changes: mailKey })
  const change = (fields: Partial<Choice>) => setChoice({ ...choice, ...fields })
  const send = async () => {
    const done = await run(() => request('mail.send', { body: { kind, group, sendId } }))
    setAsked(false)
    if (!done) return
    setSendId(crypto.randomUUID())
    toast('The mails are on their way. Their status is under “Mails”.')
  }
  const toSend = count.data?.toSend ?? 0
  return (
    <div className="mail-editor">
      <Stack gap="md" component="section" aria-label="Mail and group">
        <GroupFields choice={choice} onChange={change} />
        <Counted count={count.data} />
        <Refusal refusal={count.error ?? refusal} />
        <Group gap="sm">
          <Button disabled={toSend === 0} onClick={() => setAsked(true)} {...busyButton(busy)}>
            Send to {counted(toSend, 'person', 'people')} …
          </Button>
          <Button component={Link} to="/office/mail" variant="subtle">
            See all mails
          </Button>
        </Group>
      </Stack>
      <Stack gap="sm" component="section" aria-label="Preview">
        <Title order={2} size="h3">
          Preview
        </Title>
        <PreviewByLanguage kind={kind} personId={count.data?.sample[0]?.personId} />
      </Stack>
      <Dialog opened={asked} onClose={() => setAsked(false)} title={`Send ${mailKinds[kind].label}?`}>
        <Stack gap="md">
          <Text>
            {counted(toSend, 'person gets', 'people get')} this mail. Nobody gets it twice, and a mail that
            was sent cannot be taken back.
          </Text>
          <DialogButtons
            onCancel={() => setAsked(false)}
            confirm="Send"
            onConfirm={() => void send()}
            busy={busy}
          />
        </Stack>
      </Dialog>
    </div>
  )
}

function GroupFields({ choice, onChange }: { choice: Choice; onChange: (fields: Partial<Choice>) => void }) {
  const program = useQuery({ queryKey: [...mailKey, 'program'], queryFn: () => request('program.agenda') })
  const sessions = program.data?.sessions.map(({ session }) => session) ?? []
  const tracks = [...new Set(sessions.map(({ track }) => track).filter(Boolean))]
  const select = (
    label: string,
    field: 'role' | 'profession' | 'track' | 'sessionId',
    data: { value: string; label: string }[],
  ) => (
    <NativeSelect
      label={label}
      value={choice[field]}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
      data={[{ value: '', label: 'Everybody' }, ...data]}
    />
  )
  return (
    <>
      <NativeSelect
        label="Mail"
        value={choice.kind}
        onChange={(event) => onChange({ kind: event.currentTarget.value as MailKind })}
        data={officeKinds.map((value) => ({ value: value as string, label: mailKinds[value].label }))}
      />
      {select(
        'Role',
        'role',
        conferenceRoles.map((value) => ({ value, label: roleWords[value] })),
      )}
      {select(
        'Profession',
        'profession',
        Object.entries(professionWords).map(([value, label]) => ({ value, label })),
      )}
      {tracks.length > 0 &&
        select(
          'Track',
          'track',
          tracks.map((value) => ({ value, label: value })),
        )}
      {sessions.length > 0 &&
        select(
          'Session',
          'sessionId',
          sessions.map(({ id, title }) => ({ value: id, label: title })),
        )}
      {(choice.track || choice.sessionId) && (
        <Text size="sm" c="gray.7">
          Its faculty, and people who have it in their own agenda.
        </Text>
      )}
      <Checkbox
        label="Only people who have not signed in yet"
        checked={choice.notSignedIn}
        onChange={(event) => onChange({ notSignedIn: event.currentTarget.checked })}
      />
    </>
  )
}

function Counted({ count }: { count: GroupCount | undefined }) {
  if (!count)
    return (
      <Text role="status" c="gray.7">
        Counting …
      </Text>
    )
  const { people, toSend, already, withoutAddress, unsubscribed, sample } = count
  const left = toSend - sample.length
  const names = [...sample.map(({ name }) => name), ...(left > 0 ? [counted(left, 'other', 'others')] : [])]
  return (
    <div role="status">
      <Stats label="The group">
        <Stat label="Get it" value={countOf(toSend)} hint={`of ${counted(people, 'person', 'people')}`} />
        {already > 0 && <Stat label="Had it already" value={countOf(already)} />}
        {withoutAddress > 0 && (
          <Stat label="Have no mail address" value={countOf(withoutAddress)} tone="amber" />
        )}
        {unsubscribed > 0 && <Stat label="Have unsubscribed" value={countOf(unsubscribed)} />}
      </Stats>
      {names.length > 0 && (
        <Text size="sm" c="gray.7" mt="xs" dir="auto">
          {listWords(names)}
        </Text>
      )}
    </div>
  )
}
