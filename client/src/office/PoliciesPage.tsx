import './office.css'
import type { ShownPolicy } from '@lectern/shared/creditOffice'
import { Anchor, Card, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { request } from '../live/http.ts'
import { Chip } from '../ui/Chip.tsx'
import { CreditText } from '../ui/CreditText.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { counted } from '../words/counts.ts'
import { dayWords, ruleWords } from './policyWords.ts'

const policiesQuery = { queryKey: ['office', 'policies'], queryFn: () => request('office.policies') }

/** The rules of every credit body: where they are from, until when they hold, what nobody could confirm. */
export default function PoliciesPage() {
  const policies = useQuery(policiesQuery)
  return (
    <Loaded query={policies} label="Loading the policies">
      {(data) => <Policies policies={data.policies} />}
    </Loaded>
  )
}

function Policies({ policies }: { policies: readonly ShownPolicy[] }) {
  const expired = policies.filter(({ isExpired }) => isExpired).length
  return (
    <Page width="reading">
      <Stack gap="lg" className="office">
        <PageHead
          title="Policies of credit bodies"
          over={
            <Anchor component={Link} to="/office/credit">
              Credit
            </Anchor>
          }
          lead="Each body's rules are a file. Compare every number and word with the body itself before an accredited activity."
        />
        {expired > 0 && (
          <Notice>
            {counted(expired, 'policy', 'policies')} had to be checked again by now. Compare each with its
            body before you designate it for another activity.
          </Notice>
        )}
        {policies.map((policy) => (
          <Policy key={policy.id} policy={policy} />
        ))}
      </Stack>
    </Page>
  )
}

function Policy({ policy }: { policy: ShownPolicy }) {
  const { id, title, source, checked, expires, isExpired, supersededBy, unconfirmed } = policy
  return (
    <Card component="article" aria-labelledby={`policy-${id}`}>
      <Stack gap="xs">
        <Title order={2} size="h3" id={`policy-${id}`}>
          <CreditText>{title}</CreditText> {isExpired && <Chip tone="amber">check again</Chip>}
        </Title>
        {supersededBy && <Text>No longer designated; {supersededBy} is, instead.</Text>}
        <Text>{ruleWords(policy)}</Text>
        <Text size="sm" c="gray.7">
          {source.length > 0 ? `From: ${source.join('; ')}.` : 'It does not say where it is from.'}
        </Text>
        <Text size="sm" c="gray.7">
          {dayWords(checked, expires)}
        </Text>
        {unconfirmed.length > 0 && (
          <details open={unconfirmed.length < 3}>
            <summary>{counted(unconfirmed.length, 'point')} that no source confirms</summary>
            <ul>
              {unconfirmed.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </details>
        )}
      </Stack>
    </Card>
  )
}
