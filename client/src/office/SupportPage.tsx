import './office.css'
import type { OfficeAgreement, SupportedActivity, SupportOverview } from '@lectern/shared/commercialSupport'
import { statementTotals } from '@lectern/shared/incomeAndExpense'
import { moneyWords } from '@lectern/shared/money'
import { sideWords } from '@lectern/shared/supportRules'
import { Anchor, Button, FileButton, Group, Stack, Text } from '@mantine/core'
import { IconFileDollar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { newId } from '../live/unanswered.ts'
import { upload } from '../live/upload.ts'
import { useCommand } from '../live/useCommand.ts'
import { Chip } from '../ui/Chip.tsx'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { Section } from '../ui/Section.tsx'
import { dateOf } from '../words/times.ts'
import { AgreementDialog } from './AgreementDialog.tsx'
import { officeKey } from './officeApi.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import { SignatureDialog } from './SignatureDialog.tsx'
import { StatementDialog } from './StatementDialog.tsx'
import { agreementHref, statementHref, supportQuery, withdrawAgreement } from './supportApi.ts'
import { allocationWords, sidesIn, stateOf } from './supportWords.ts'

type Opened =
  | { is: 'new' }
  | { is: 'change' | 'sign' | 'withdraw'; agreement: OfficeAgreement }
  | { is: 'statement'; activity: SupportedActivity }

/** Who supports the education, what was agreed on and signed, and each activity's income and expense. */
export default function SupportPage() {
  const support = useQuery(supportQuery)
  return (
    <Loaded query={support} label="Loading the commercial support">
      {(overview) => <Support overview={overview} />}
    </Loaded>
  )
}

function Support({ overview }: { overview: SupportOverview }) {
  const [opened, setOpened] = useState<Opened>()
  const { activities, agreements, room } = overview
  const close = () => setOpened(undefined)
  const needs = activities.flatMap(({ title, problems }) =>
    problems.map(({ message }) => ({ title, message })),
  )
  return (
    <Page width="tool">
      <div className="office">
        <PageHead
          title="Support"
          lead="Support is agreed on in writing and signed by every side before an activity begins, and learners are told who it is from. Only the office sees the amounts."
        />
        <Stack gap={32}>
          {needs.length > 0 && (
            <Section id="missing" title="What is missing" count={needs.length}>
              <PlainList gap="xs">
                {needs.map(({ title, message }) => (
                  <li key={title + message} className="needs-you">
                    <bdi>{title}</bdi>: {message}
                  </li>
                ))}
              </PlainList>
            </Section>
          )}
          <Section id="agreements" title="Agreements" count={agreements.length}>
            <Group mb="sm">
              <Button
                size="compact-md"
                disabled={activities.length === 0 || room === 0}
                onClick={() => setOpened({ is: 'new' })}
              >
                New agreement
              </Button>
            </Group>
            <DataTable
              caption="Table of agreements"
              columns={agreementColumns(overview, setOpened)}
              rows={agreements}
              rowKey={({ id }) => id}
              empty={
                <Empty icon={IconFileDollar} title="No agreements">
                  {activities.length === 0
                    ? 'Plan an accredited activity first: agreements are about activities.'
                    : 'Agreements with supporters appear here once the office has recorded them.'}
                </Empty>
              }
            />
          </Section>
          <Section id="statements" title="Income and expense">
            <DataTable
              caption="Table of income and expense"
              columns={statementColumns(overview, setOpened)}
              rows={activities}
              rowKey={({ id }) => id}
              empty={
                <Empty icon={IconFileDollar} title="No activities">
                  Each accredited activity has a statement here.
                </Empty>
              }
            />
          </Section>
        </Stack>
        {opened && <OpenedDialog opened={opened} overview={overview} onClose={close} />}
      </div>
    </Page>
  )
}

interface OpenedDialogProps {
  opened: Opened
  overview: SupportOverview
  onClose: () => void
}

function OpenedDialog({ opened, overview, onClose }: OpenedDialogProps) {
  const [actId] = useState(newId)
  if (opened.is === 'new') return <AgreementDialog overview={overview} onClose={onClose} />
  if (opened.is === 'statement')
    return <StatementDialog activity={opened.activity} agreements={overview.agreements} onClose={onClose} />
  const { agreement } = opened
  if (opened.is === 'change')
    return <AgreementDialog overview={overview} agreement={agreement} onClose={onClose} />
  if (opened.is === 'sign')
    return <SignatureDialog overview={overview} agreement={agreement} onClose={onClose} />
  return (
    <ReasonDialog
      title="Withdraw the agreement"
      description="It stays readable here and in the ledger."
      confirm="Withdraw"
      isHarm
      onConfirm={(reason) => withdrawAgreement(agreement.id, { actId, revision: agreement.revision, reason })}
      onClose={onClose}
    >
      The support of {agreement.versions.at(-1)!.terms.supporter} ends before the activity begins.
    </ReasonDialog>
  )
}

const chips = {
  withdrawn: <Chip>Withdrawn</Chip>,
  unsigned: <Chip tone="amber">Not signed</Chip>,
  signed: <Chip tone="done">Signed</Chip>,
}

function agreementColumns(
  overview: SupportOverview,
  onOpen: (opened: Opened) => void,
): Column<OfficeAgreement>[] {
  const termsOf = ({ versions }: OfficeAgreement) => versions.at(-1)!.terms
  return [
    {
      id: 'supporter',
      label: 'Supporter',
      sortBy: (agreement) => termsOf(agreement).supporter,
      cell: (agreement) => <bdi>{termsOf(agreement).supporter}</bdi>,
    },
    {
      id: 'amount',
      label: 'Amount',
      isNumber: true,
      sortBy: (agreement) => termsOf(agreement).amount,
      cell: (agreement) => moneyWords(termsOf(agreement).amount, termsOf(agreement).currency),
    },
    {
      id: 'for',
      label: 'For',
      cell: (agreement) => (
        <Lines
          lines={allocationWords(overview, termsOf(agreement))}
          reason={agreement.versions.at(-1)!.reason}
        />
      ),
    },
    {
      id: 'signatures',
      label: 'Signatures',
      isText: true,
      cell: (agreement) => (
        <Stack gap={4}>
          <div>{chips[stateOf(overview, agreement)]}</div>
          <Signatures overview={overview} agreement={agreement} />
        </Stack>
      ),
    },
    {
      id: 'acts',
      label: 'File and changes',
      cell: (agreement) => (
        <Stack gap={8} align="flex-start">
          <AgreementFile agreement={agreement} />
          {!agreement.withdrawn && <Acts agreement={agreement} onOpen={onOpen} />}
        </Stack>
      ),
    },
  ]
}

function Lines({ lines, reason }: { lines: string[]; reason: string }) {
  return (
    <div className="office-roomy">
      {lines.map((line) => (
        <div key={line} dir="auto" className="figures">
          {line}
        </div>
      ))}
      {reason && (
        <Text size="sm" c="gray.7" dir="auto">
          Added: {reason}
        </Text>
      )}
    </div>
  )
}

function Signatures({ overview, agreement }: { overview: SupportOverview; agreement: OfficeAgreement }) {
  const { terms, signatures } = agreement.versions.at(-1)!
  return sidesIn(overview, terms).map((side) => {
    const signed = signatures.find(({ party, of }) => party === side.party && of === side.of)
    return (
      <div key={`${side.party} ${side.of}`} dir="auto" className={signed ? undefined : 'needs-you'}>
        {signed
          ? `${signed.name}, ${dateOf(signed.signedAt)} (${sideWords(side)})`
          : `Missing: ${sideWords(side)}`}
      </div>
    )
  })
}

interface ActsProps {
  agreement: OfficeAgreement
  onOpen: (opened: Opened) => void
}

function Acts({ agreement, onOpen }: ActsProps) {
  const { supporter } = agreement.versions.at(-1)!.terms
  const button = (is: 'change' | 'sign' | 'withdraw', words: string) => (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={`${words}: agreement with ${supporter}`}
      onClick={() => onOpen({ is, agreement })}
    >
      {words}
    </Button>
  )
  return (
    <Group gap={4}>
      {button('sign', 'Sign')}
      {button('change', agreement.hasBegun ? 'Add' : 'Change')}
      {!agreement.hasBegun && button('withdraw', 'Withdraw')}
    </Group>
  )
}

function AgreementFile({ agreement }: { agreement: OfficeAgreement }) {
  const { id: agreementId, revision, versions, withdrawn, hasBegun } = agreement
  const { file, terms } = versions.at(-1)!
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const send = (given: File | null) =>
    given &&
    void run(() =>
      upload('support.upload', given, () => undefined, {
        params: { agreementId },
        query: { name: given.name, actId: newId(), revision },
      }),
    )
  return (
    <Stack gap={4}>
      {file && (
        <Anchor href={agreementHref(agreementId, file.id)} download>
          <bdi>{file.name}</bdi>
        </Anchor>
      )}
      {!withdrawn && !(file && hasBegun) && (
        <FileButton accept="application/pdf" onChange={send}>
          {(props) => (
            <Button
              {...props}
              size="compact-sm"
              variant="default"
              loading={busy}
              aria-label={`${file ? 'Replace' : 'Upload PDF'}: signed agreement with ${terms.supporter}`}
            >
              {file ? 'Replace' : 'Upload PDF'}
            </Button>
          )}
        </FileButton>
      )}
      <Refusal refusal={refusal} />
    </Stack>
  )
}

function statementColumns(
  { agreements }: SupportOverview,
  onOpen: (opened: Opened) => void,
): Column<SupportedActivity>[] {
  const money = (which: 'incomeTotal' | 'expenseTotal' | 'balance') => (activity: SupportedActivity) => {
    const { statement } = activity
    return statement ? moneyWords(statementTotals(statement, agreements)[which], statement.currency) : '–'
  }
  return [
    { id: 'title', label: 'Activity', sortBy: ({ title }) => title, cell: ({ title }) => <bdi>{title}</bdi> },
    { id: 'income', label: 'Income', isNumber: true, cell: money('incomeTotal') },
    { id: 'expense', label: 'Expense', isNumber: true, cell: money('expenseTotal') },
    { id: 'balance', label: 'Balance', isNumber: true, cell: money('balance') },
    {
      id: 'acts',
      label: 'Statement',
      cell: (activity) => (
        <Group gap={8} wrap="nowrap">
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${activity.statement ? 'Change' : 'Enter'} the income and expense of ${activity.title}`}
            onClick={() => onOpen({ is: 'statement', activity })}
          >
            {activity.statement ? 'Change' : 'Enter'}
          </Button>
          {activity.statement && (
            <Anchor href={statementHref(activity.id)} download aria-label={`CSV of ${activity.title}`}>
              CSV
            </Anchor>
          )}
        </Group>
      ),
    },
  ]
}
