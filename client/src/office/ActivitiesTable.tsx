import '../ui/wideTable.css'
import type { OfficeOverview } from '@lectern/shared/creditOffice'
import { Button } from '@mantine/core'
import { IconCertificate } from '@tabler/icons-react'
import { Link } from 'react-router'
import { Chip, type Tone } from '../ui/Chip.tsx'
import { CreditText } from '../ui/CreditText.tsx'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Section } from '../ui/Section.tsx'
import { countOf, withShare } from '../words/counts.ts'
import { figure } from '../words/credit.ts'
import { shortDateRange } from '../words/times.ts'
import { dueWords } from './needs.ts'

type Activity = OfficeOverview['activities'][number]

function statusOf({ phase, toReport, reportDue }: Activity): { tone: Tone; words: string } {
  if (phase === 'scheduled') return { tone: 'quiet', words: 'Planned' }
  if (phase === 'running') return { tone: 'live', words: 'Running' }
  if (reportDue) return { tone: 'amber', words: `Report: ${dueWords(reportDue.daysLeft)}` }
  return toReport > 0 ? { tone: 'accent', words: 'To report' } : { tone: 'done', words: 'Done' }
}

const columns: Column<Activity>[] = [
  {
    id: 'activity',
    label: 'Activity',
    sortBy: ({ title }) => title,
    cell: ({ title }) => <span dir="auto">{title}</span>,
  },
  {
    id: 'date',
    label: 'Date',
    sortBy: ({ startsAt }) => startsAt ?? 0,
    cell: ({ startsAt, endsAt }) => (
      <span className="whole-figures">
        {startsAt === null || endsAt === null ? 'no sessions' : shortDateRange(startsAt, endsAt)}
      </span>
    ),
  },
  {
    id: 'learners',
    label: 'Learners',
    isNumber: true,
    sortBy: ({ learners }) => learners,
    cell: ({ learners }) => countOf(learners),
  },
  {
    id: 'claimed',
    label: 'Claimed',
    isNumber: true,
    sortBy: ({ claimants }) => claimants,
    cell: ({ claimants, learners }) => withShare(claimants, learners),
  },
  {
    id: 'evaluations',
    label: 'Evaluations',
    isNumber: true,
    sortBy: ({ evaluations }) => evaluations,
    cell: ({ evaluations, learners }) => withShare(evaluations, learners),
  },
  {
    id: 'toReport',
    label: 'To report',
    isNumber: true,
    sortBy: ({ toReport }) => toReport,
    cell: ({ toReport }) => countOf(toReport),
  },
  {
    id: 'status',
    label: 'Status',
    sortBy: (activity) => statusOf(activity).words,
    cell: (activity) => {
      const { tone, words } = statusOf(activity)
      return <Chip tone={tone}>{words}</Chip>
    },
  },
]

/** Every activity in a row, which opens it. */
export const ActivitiesTable = ({ activities }: { activities: Activity[] }) => (
  <DataTable
    caption="Table of activities"
    columns={columns}
    rows={activities}
    rowKey={({ id }) => id}
    rowTo={({ id }) => `/office/activities/${id}`}
    order={{ columnId: 'date', isDescending: true }}
    empty={
      <Empty
        icon={IconCertificate}
        title="No accredited activities yet"
        action={
          <Button component={Link} to="/office/programme" variant="default">
            Open the programme
          </Button>
        }
      >
        An activity is made in the programme: open a session, and choose “New activity” under “Credit”.
      </Empty>
    }
  />
)

interface BodyTotal {
  policyId: string
  title: string
  claims: number
  amount: number
}

/** What was claimed from each credit body, in all activities. */
function totalsOf(activities: readonly Activity[]): BodyTotal[] {
  const totals = new Map<string, BodyTotal>()
  for (const { policyId, title, people, amount } of activities.flatMap(({ credit }) => credit)) {
    const before = totals.get(policyId) ?? { policyId, title, claims: 0, amount: 0 }
    const sum = Math.round((before.amount + amount) * 1000) / 1000
    totals.set(policyId, { ...before, claims: before.claims + people, amount: sum })
  }
  return [...totals.values()]
}

const bodyColumns: Column<BodyTotal>[] = [
  {
    id: 'body',
    label: 'Credit',
    sortBy: ({ title }) => title,
    cell: ({ title }) => <CreditText>{title}</CreditText>,
  },
  {
    id: 'claims',
    label: 'Claims',
    isNumber: true,
    sortBy: ({ claims }) => claims,
    cell: ({ claims }) => countOf(claims),
  },
  {
    id: 'amount',
    label: 'Amount',
    isNumber: true,
    sortBy: ({ amount }) => amount,
    cell: ({ amount }) => figure(amount),
  },
]

export function CreditByBody({ activities }: { activities: Activity[] }) {
  const totals = totalsOf(activities)
  if (totals.length === 0) return null
  return (
    <Section id="credit-by-body" title="Claimed by credit body">
      <DataTable
        caption="Table of credit by body"
        columns={bodyColumns}
        rows={totals}
        rowKey={({ policyId }) => policyId}
      />
    </Section>
  )
}
