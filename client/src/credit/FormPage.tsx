import './credit.css'
import type { ActivityCredit } from '@lectern/shared/credit'
import { Anchor, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { useMe } from '../live/me.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { formsAreOpen } from './checklist.ts'
import { activityQuery, type FormKind } from './creditApi.ts'
import { Evaluation } from './Evaluation.tsx'
import { LearnerTest } from './LearnerTest.tsx'
import { AfterQuestions } from './outcomes/AfterQuestions.tsx'

const titles: Record<FormKind, string> = { evaluation: 'Evaluation', test: 'Test' }

/** The evaluation or the test of an activity. */
export default function FormPage({ kind }: { kind: FormKind }) {
  const { activityId = '' } = useParams()
  const me = useMe().data?.person
  const credit = useQuery({ ...activityQuery(activityId), staleTime: 0 })
  return (
    <Loaded
      query={credit}
      label="Loading the form"
      missing="There is no such activity"
      // Start from the server's current draft, not from an earlier one of this page.
      isReady={credit.isFetchedAfterMount && me !== undefined}
    >
      {(data) => (
        <Page width="reading">
          <div className="credit">
            <PageHead
              title={titles[kind]}
              tabTitle={`${titles[kind]} – ${data.activity.title}`}
              over={
                <Anchor component={Link} to={`/credit/${activityId}`} dir="auto">
                  {data.activity.title}
                </Anchor>
              }
            />
            <Content key={kind} kind={kind} credit={data} personId={me?.id ?? ''} />
          </div>
        </Page>
      )}
    </Loaded>
  )
}

function Content({ kind, credit, personId }: { kind: FormKind; credit: ActivityCredit; personId: string }) {
  const rest = { activityId: credit.activity.id, personId, isOpen: formsAreOpen(credit) }
  if (kind === 'evaluation')
    return (
      <Stack gap="xl">
        <AfterQuestions activityId={credit.activity.id} />
        <Evaluation form={credit.evaluation} {...rest} />
      </Stack>
    )
  if (!credit.test) return <Text>This activity has no test. There is nothing to do here.</Text>
  return <LearnerTest form={credit.test} {...rest} />
}
