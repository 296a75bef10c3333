import type { MailPage, MailRow } from '@lectern/shared/mail'
import { type MailKind, type MailStatus, mailKinds } from '@lectern/shared/mailKinds'
import { Button, CopyButton, NativeSelect, Stack, Text } from '@mantine/core'
import { IconMail, IconMailOff } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { Link, useSearchParams } from 'react-router'
import { messageOf } from '../live/appError.ts'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Empty } from '../ui/Empty.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { PageSkeleton } from '../ui/Loaded.tsx'
import { MailStatusChip, statusWords } from '../ui/MailStatusChip.tsx'
import { LoadFailed } from '../ui/Notice.tsx'
import { momentOf } from '../words/times.ts'
import { MailDrawer } from './MailDrawer.tsx'
import { mailsQuery } from './mailApi.ts'
import { TransportNotice } from './TransportNotice.tsx'

const columns: Column<MailRow>[] = [
  {
    id: 'to',
    label: 'To',
    cell: ({ name, to }) => (
      <span className="mail-to">
        <bdi>{name}</bdi>
        <span className="mail-address">
          <bdi>{to || 'no address'}</bdi>
        </span>
      </span>
    ),
  },
  {
    id: 'kind',
    label: 'Mail',
    cell: ({ kind, about, isTest }) => (
      <span className="mail-to">
        {mailKinds[kind].label}
        {isTest && ' (test)'}
        {about && (
          <span className="mail-address" dir="auto">
            {about}
          </span>
        )}
      </span>
    ),
  },
  {
    id: 'status',
    label: 'Status',
    cell: (mail) => (
      <span className="mail-status">
        <MailStatusChip status={mail.status} />
        {mail.link && <CopyLink link={mail.link} name={mail.name} />}
        {mail.words && <span className="mail-words">{mail.words}</span>}
      </span>
    ),
  },
  {
    id: 'changed',
    label: 'Since',
    cell: ({ changedAt }) => <span className="figures">{momentOf(changedAt)}</span>,
  },
]

const CopyLink = ({ link, name }: { link: string; name: string }) => (
  <CopyButton value={link}>
    {({ copied, copy }) => (
      <Button size="compact-sm" variant="default" onClick={copy} aria-label={`Copy the link of ${name}`}>
        {copied ? 'Copied' : 'Copy link'}
      </Button>
    )}
  </CopyButton>
)

/** What went to whom, and what became of it; the address says which mails are shown, and which is open. */
export function Outbox() {
  const [parameters, setParameters] = useSearchParams()
  const by = {
    kind: (parameters.get('kind') ?? undefined) as MailKind | undefined,
    status: (parameters.get('status') ?? undefined) as MailStatus | undefined,
    personId: parameters.get('person') ?? undefined,
  }
  const query = useInfiniteQuery(mailsQuery(by))
  const opener = useRef<HTMLElement>(null)
  const change = (fields: Record<string, string | undefined>) => {
    const next = new URLSearchParams(parameters)
    for (const [name, value] of Object.entries(fields)) {
      if (value === undefined) next.delete(name)
      else next.set(name, value)
    }
    setParameters(next, { replace: true })
  }
  if (query.isPending) return <PageSkeleton label="Loading mails" />
  if (query.isError) return <LoadFailed message={messageOf(query.error)} retry={() => void query.refetch()} />
  const [first] = query.data.pages
  const mails = query.data.pages.flatMap((page) => page.mails)
  const open = ({ id }: MailRow) => {
    opener.current = document.activeElement as HTMLElement
    change({ mail: id })
  }
  const close = () => {
    change({ mail: undefined })
    setTimeout(() => opener.current?.focus())
  }
  return (
    <Stack gap="md">
      <TransportNotice transport={first!.transport} />
      <Filters counts={first!.counts} by={by} onChange={change} name={mails[0]?.name} />
      <DataTable
        caption="Table of mails"
        columns={columns}
        rows={mails}
        rowKey={({ id }) => id}
        onOpen={open}
        empty={<NoMails isFiltered={Object.values(by).some((each) => each !== undefined)} />}
      />
      {query.hasNextPage && (
        <Button
          variant="default"
          mx="auto"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      )}
      <MailDrawer mailId={parameters.get('mail')} onClose={close} />
    </Stack>
  )
}

const NoMails = ({ isFiltered }: { isFiltered: boolean }) =>
  isFiltered ? (
    <Empty icon={IconMailOff} title="No such mails">
      Choose other filters.
    </Empty>
  ) : (
    <Empty
      icon={IconMail}
      title="No mails yet"
      action={
        <Button component={Link} to="/office/mail/send">
          Send invitations
        </Button>
      }
    >
      Every mail of this conference appears here, with what became of it.
    </Empty>
  )

interface FiltersProps {
  counts: MailPage['counts']
  by: { kind?: MailKind | undefined; status?: MailStatus | undefined; personId?: string | undefined }
  /** Of the person whose mails are shown. */
  name: string | undefined
  onChange: (fields: Record<string, string | undefined>) => void
}

const sumOf = (counts: MailPage['counts']): number => counts.reduce((sum, { count }) => sum + count, 0)

function Filters({ counts, by, name, onChange }: FiltersProps) {
  const ofKind = counts.filter(({ kind }) => by.kind === undefined || kind === by.kind)
  const statuses = [...new Set([...counts.map(({ status }) => status), ...(by.status ? [by.status] : [])])]
  const kinds = [...new Set([...counts.map(({ kind }) => kind), ...(by.kind ? [by.kind] : [])])]
  return (
    <div className="mail-filters">
      <NativeSelect
        aria-label="Kind of mail"
        value={by.kind ?? ''}
        onChange={(event) => onChange({ kind: event.currentTarget.value || undefined })}
        data={[
          { value: '', label: 'All kinds' },
          ...kinds.map((kind) => ({ value: kind as string, label: mailKinds[kind].label })),
        ]}
      />
      <FilterChips
        label="Status"
        value={by.status ?? 'all'}
        options={[
          { value: 'all' as const, label: 'All', count: sumOf(ofKind) },
          ...statuses.map((status) => ({
            value: status,
            label: statusWords[status],
            count: sumOf(ofKind.filter((each) => each.status === status)),
          })),
        ]}
        onChange={(status) => onChange({ status: status === 'all' ? undefined : status })}
      />
      {by.personId !== undefined && (
        <Text size="sm" component="div">
          Only mails to <bdi>{name ?? 'this person'}</bdi>{' '}
          <Button size="compact-sm" variant="subtle" onClick={() => onChange({ person: undefined })}>
            Show all
          </Button>
        </Text>
      )}
    </div>
  )
}
