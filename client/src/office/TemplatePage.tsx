import './office.css'
import type { TemplateReport } from '@lectern/shared/activityRecords'
import { Anchor, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMe } from '../live/me.ts'
import { Chip } from '../ui/Chip.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { Section } from '../ui/Section.tsx'
import { counted } from '../words/counts.ts'
import { conferenceTemplateQuery, templateHref, yearTemplateQuery } from './activityRecordApi.ts'
import { Download } from './Download.tsx'

const yearsBack = 6
const years = (): string[] => {
  const now = new Date().getFullYear()
  return Array.from({ length: yearsBack + 2 }, (_, i) => String(now + 1 - i))
}

/**
 * The activities of the conference, or of a year, as the tab-delimited table that PARS took before its JSON.
 */
export default function TemplatePage() {
  const [year, setYear] = useState('')
  const ofConference = useQuery({ ...conferenceTemplateQuery, enabled: year === '' })
  const ofYear = useQuery({ ...yearTemplateQuery(year), enabled: year !== '' })
  return (
    <Page width="page">
      <Stack gap="lg" className="office">
        <PageHead
          title="Table for PARS"
          over={
            <Anchor component={Link} to="/office/credit">
              Credit
            </Anchor>
          }
          lead="ACCME’s Template D: one line for each activity, separated by tabs, without a head."
        />
        <NativeSelect
          label="Activities"
          maw={280}
          data={[
            { value: '', label: 'Of this conference' },
            ...years().map((each) => ({ value: each, label: `Of ${each}, every conference` })),
          ]}
          value={year}
          onChange={(event) => setYear(event.currentTarget.value)}
        />
        <Loaded query={year === '' ? ofConference : ofYear} label="Looking at the activities">
          {(report) => <Rows report={report} year={year || null} />}
        </Loaded>
      </Stack>
    </Page>
  )
}

function Rows({ report: { rows, draft }, year }: { report: TemplateReport; year: string | null }) {
  const here = useMe().data?.conference?.id
  const right = rows.filter(({ problems }) => problems.length === 0)
  return (
    <Stack gap="lg">
      <Notice role="status" color="gray" title="A draft until it has been tried at the register">
        {draft}
      </Notice>
      <Group gap="sm">
        <Text className="figures">
          {right.length} of {counted(rows.length, 'activity', 'activities')} can be in the file.
        </Text>
        {right.length > 0 && (
          <Download
            label="Template D (TXT)"
            href={templateHref(year)}
            of={year === null ? 'activities of this conference' : `activities of ${year}`}
          />
        )}
      </Group>
      {rows.length === 0 ? (
        <Empty icon={IconTable} title="No activities">
          Activities appear here once sessions are part of them.
        </Empty>
      ) : (
        <Section id="activities" title="Activities" count={rows.length}>
          <PlainList gap={12} aria-label="Activities">
            {rows.map(({ activityId, conferenceId, title, year: of, problems, notices }) => (
              <li key={`${activityId} ${of}`}>
                <Group gap="sm">
                  {conferenceId === here ? (
                    <Anchor
                      component={Link}
                      to={`/office/activities/${encodeURIComponent(activityId)}/planning`}
                    >
                      {title}
                    </Anchor>
                  ) : (
                    <Text span dir="auto">
                      {title}
                    </Text>
                  )}
                  <Text span size="sm" c="gray.7" className="figures">
                    {of}
                  </Text>
                  <Chip tone={problems.length > 0 ? 'amber' : 'done'}>
                    {problems.length > 0 ? 'Left out' : 'In the file'}
                  </Chip>
                </Group>
                {[...problems.map(({ says }) => says), ...notices].map((says) => (
                  <Text key={says} size="sm" c="gray.7">
                    {says}
                  </Text>
                ))}
              </li>
            ))}
          </PlainList>
        </Section>
      )}
    </Stack>
  )
}
