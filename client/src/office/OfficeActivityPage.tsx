import './office.css'
import type { OfficeActivity } from '@lectern/shared/creditOffice'
import { Anchor, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { AuditTab } from '../audit/AuditTab.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { figure } from '../words/credit.ts'
import { shortDateRange } from '../words/times.ts'
import { EvaluationBuilder } from './EvaluationBuilder.tsx'
import { Evaluations } from './Evaluations.tsx'
import { Exports } from './Exports.tsx'
import { Outcomes } from './Outcomes.tsx'
import { OutcomesForm } from './OutcomesForm.tsx'
import { officeActivityQuery } from './officeApi.ts'
import { People } from './People.tsx'
import { PlanningForm } from './PlanningForm.tsx'
import { Reporting } from './Reporting.tsx'
import { TestBuilder } from './TestBuilder.tsx'

const tabs = {
  people: { label: 'People', content: (data) => <People data={data} /> },
  planning: { label: 'Planning', content: ({ activity }) => <PlanningForm activityId={activity.id} /> },
  evaluations: { label: 'Evaluations', content: ({ activity }) => <Evaluations activityId={activity.id} /> },
  questions: {
    label: 'Evaluation form',
    content: ({ activity: { id, evaluation } }) => (
      <EvaluationBuilder activityId={id} questions={evaluation} />
    ),
  },
  test: { label: 'Test', content: ({ activity }) => <TestBuilder activityId={activity.id} /> },
  outcomes: { label: 'Outcomes', content: ({ activity }) => <Outcomes activityId={activity.id} /> },
  'outcomes-form': {
    label: 'Outcomes form',
    content: ({ activity }) => <OutcomesForm activityId={activity.id} />,
  },
  reporting: { label: 'Reporting', content: (data) => <Reporting data={data} /> },
  audit: { label: 'Audit', content: ({ activity }) => <AuditTab activityId={activity.id} /> },
  exports: {
    label: 'Exports',
    content: ({ activity }) => <Exports activityId={activity.id} title={activity.title} />,
  },
} satisfies Record<string, { label: string; content: (data: OfficeActivity) => ReactNode }>
type Tab = keyof typeof tabs
const isTab = (written: string): written is Tab => Object.hasOwn(tabs, written)

/** One activity for the CE office: people, evaluations, reporting and exports; the address says which. */
export default function OfficeActivityPage() {
  const { activityId = '', tab = 'people' } = useParams()
  const activity = useQuery(officeActivityQuery(activityId))
  return (
    <Loaded query={activity} label="Loading the activity" missing="There is no such activity">
      {(data) => <OfficeActivityOf data={data} tab={isTab(tab) ? tab : 'people'} />}
    </Loaded>
  )
}

/** "AMA 3.00 · ANCC 3.00 · designated 28 Nov 2026" */
function designationWords({ activity: { designations }, policyShorts }: OfficeActivity): string {
  const dates = designations.map(({ designatedAt }) => designatedAt)
  return [
    ...designations.map(
      ({ policyId, maximum }) => `${policyShorts[policyId] ?? policyId} ${figure(maximum)}`,
    ),
    `designated ${shortDateRange(Math.min(...dates), Math.max(...dates))}`,
  ].join(' · ')
}

function OfficeActivityOf({ data, tab }: { data: OfficeActivity; tab: Tab }) {
  const navigate = useNavigate()
  const { activity, people } = data
  const list = useRef<HTMLDivElement>(null)
  // On a phone the row scrolls, and the open tab may be out of sight.
  useEffect(() => {
    const open = list.current?.querySelector<HTMLElement>('[aria-selected="true"]')
    if (list.current && open) list.current.scrollLeft = open.offsetLeft - 24
  }, [tab])
  const address = `/office/activities/${encodeURIComponent(activity.id)}`
  return (
    <Page width="tool">
      <div className="office">
        <PageHead
          title={activity.title}
          tabTitle={`${tabs[tab].label} – ${activity.title}`}
          over={
            <Anchor component={Link} to="/office/credit">
              Credit
            </Anchor>
          }
          lead={<span className="figures">{designationWords(data)}</span>}
        />
        <Tabs
          value={tab}
          keepMounted={false}
          onChange={(next) => void navigate(next === 'people' ? address : `${address}/${next}`)}
        >
          <Tabs.List ref={list} className="office-tabs" mb="md" aria-label="Parts of the activity">
            {Object.entries(tabs).map(([value, { label }]) => (
              <Tabs.Tab key={value} value={value}>
                {label}
                {value === 'people' && <span className="office-count figures">{people.length}</span>}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {Object.entries(tabs).map(([value, { content }]) => (
            <Tabs.Panel key={value} value={value}>
              {content(data)}
            </Tabs.Panel>
          ))}
        </Tabs>
      </div>
    </Page>
  )
}
