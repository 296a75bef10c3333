import './audit.css'
import type { Auditor, Auditors } from '@lectern/shared/audit'
import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core'
import { IconFileSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { Chip } from '../ui/Chip.tsx'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { MailStatusChip } from '../ui/MailStatusChip.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { Section } from '../ui/Section.tsx'
import { listWords } from '../words/counts.ts'
import { dateOf, momentOf } from '../words/times.ts'
import { auditKey, auditorsQuery, endAuditor } from './auditApi.ts'
import { InviteAuditor } from './InviteAuditor.tsx'

/** Who may audit which activities of the conference, until when. */
export default function AuditorsPage() {
  const auditors = useQuery(auditorsQuery)
  return (
    <Loaded query={auditors} label="Loading the auditors">
      {(data) => (
        <Page>
          <PageHead
            title="Auditors"
            lead="An auditor reads the records of exactly the activities that you choose, and nothing else of the conference. What they open is in the ledger. A pack holds the ledger of the whole conference, which names people by id."
          />
          <Stack gap={40}>
            <Section id="invite" title="Invite an auditor">
              <InviteAuditor activities={data.activities} />
            </Section>
            <Section id="auditors" title="Auditors" count={data.auditors.length}>
              {data.auditors.length === 0 ? (
                <Empty icon={IconFileSearch} title="No auditors">
                  People whom you invite appear here, with what they may see and when they last looked.
                </Empty>
              ) : (
                <ul className="audit-list">
                  {data.auditors.map((auditor) => (
                    <li key={auditor.personId}>
                      <AuditorRow auditor={auditor} activities={data.activities} />
                    </li>
                  ))}
                </ul>
              )}
            </Section>
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

function stateWords({ isOpen, until, endedAt }: Auditor): string {
  if (isOpen) return `Until ${dateOf(until)}`
  return endedAt === null ? `Over since ${dateOf(until)}` : `Ended on ${dateOf(endedAt)}`
}

interface AuditorRowProps {
  auditor: Auditor
  activities: Auditors['activities']
}

function AuditorRow({ auditor, activities }: AuditorRowProps) {
  const { personId, name, email, activityIds, isOpen, seenAt, mail, link } = auditor
  const [isAsking, setAsking] = useState(false)
  const { busy, refusal, run } = useCommand({ changes: auditKey })
  const titles = activityIds.map((id) => activities.find((each) => each.id === id)?.title ?? id)
  const end = async () => {
    if (await run(() => endAuditor(personId))) setAsking(false)
  }
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Text fw={500} component="span" dir="auto">
          {name}
        </Text>
        <Chip tone={isOpen ? 'accent' : 'quiet'}>{stateWords(auditor)}</Chip>
        {mail && isOpen && <MailStatusChip status={mail.status} />}
        {isOpen && (
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => setAsking(true)}
            aria-label={`End the access of ${name}`}
          >
            End the access
          </Button>
        )}
      </Group>
      <Text size="sm" dir="auto">
        {listWords(titles)}
      </Text>
      <Text size="sm" c="gray.7">
        {email} ·{' '}
        {seenAt === null ? 'Has opened nothing yet' : `Last opened something on ${momentOf(seenAt)}`}
      </Text>
      {mail?.words && <Text size="sm">{mail.words}</Text>}
      {link && (
        <div>
          <Text size="sm">
            No mail is sent from this server. Pass this link on: <Code className="audit-digest">{link}</Code>
          </Text>
          <CopyButton value={link}>
            {({ copied, copy }) => (
              <Button variant="default" size="compact-sm" mt="xs" onClick={copy}>
                {copied ? 'Copied' : 'Copy link'}
              </Button>
            )}
          </CopyButton>
        </div>
      )}
      <Dialog opened={isAsking} onClose={() => setAsking(false)} title={`End the access of ${name}?`}>
        <Stack gap="md">
          <Text>
            It ends at once, on every page that is open. What they have downloaded stays with them. You can
            invite them again.
          </Text>
          <Refusal refusal={refusal} />
          <DialogButtons
            onCancel={() => setAsking(false)}
            confirm="End the access"
            color="red"
            busy={busy}
            onConfirm={() => void end()}
            isCancelFirst
          />
        </Stack>
      </Dialog>
    </Stack>
  )
}
