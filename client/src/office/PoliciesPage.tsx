import './office.css'
import type { PolicyStanding, ShownPolicy } from '@lectern/shared/creditPolicies'
import { Anchor, Card, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { request } from '../live/http.ts'
import { Chip } from '../ui/Chip.tsx'
import { CreditText } from '../ui/CreditText.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { LoadFailed, Notice } from '../ui/Notice.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { counted } from '../words/counts.ts'
import { PolicyConfirm } from './PolicyConfirm.tsx'
import { PolicyDecision } from './PolicyDecision.tsx'
import { PolicyOrigin } from './PolicyOrigin.tsx'
import { dayWords, ruleWords } from './policyWords.ts'
import { UploadPolicy } from './UploadPolicy.tsx'

const policiesQuery = { queryKey: ['office', 'policies'], queryFn: () => request('office.policies') }
const standingsQuery = {
  queryKey: ['office', 'policies', 'uploads'],
  queryFn: () => request('policies.uploads'),
}

/** The rules of every credit body: where they are from, until when they hold, what nobody could confirm. */
export default function PoliciesPage() {
  const policies = useQuery(policiesQuery)
  const uploads = useQuery(standingsQuery)
  return (
    <Loaded query={policies} label="Loading the policies">
      {(data) => (
        <Policies
          policies={data.policies}
          standings={uploads.data?.standings ?? []}
          reload={uploads.isError ? () => void uploads.refetch() : undefined}
        />
      )}
    </Loaded>
  )
}

/** With more of them, one is found by its name. */
const atAGlance = 6

interface PoliciesProps {
  policies: readonly ShownPolicy[]
  standings: readonly PolicyStanding[]
  /** Which texts are in force could not be loaded: tries it again. */
  reload: (() => void) | undefined
}

function Policies({ policies, standings, reload }: PoliciesProps) {
  const [wanted, setWanted] = useState('')
  const found = policies.filter(({ title }) => title.toLowerCase().includes(wanted.trim().toLowerCase()))
  const expired = policies.filter(({ isExpired, confirmed }) => isExpired && !confirmed).length
  const changed = policies.filter(({ isChanged }) => isChanged).length
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
          actions={<UploadPolicy />}
        />
        {changed > 0 && (
          <Notice>
            {counted(changed, 'policy', 'policies')} changed: look at what would change, then decide.
          </Notice>
        )}
        {expired > 0 && (
          <Notice>
            {counted(expired, 'policy', 'policies')} had to be checked again by now. Compare each with its
            body before you designate it for another activity.
          </Notice>
        )}
        {reload && (
          <LoadFailed
            message="Which files are in force, and which uploads wait, could not be loaded."
            retry={reload}
          />
        )}
        {policies.length > atAGlance && (
          <TextInput
            type="search"
            label="Find a policy"
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
          />
        )}
        <Text size="sm" c="gray.7" role="status">
          {wanted.trim() !== '' && counted(found.length, 'policy', 'policies')}
        </Text>
        {standings
          .filter(({ isInForce }) => !isInForce)
          .map((standing) => (
            <NewPolicy key={standing.policyId} standing={standing} />
          ))}
        {found.map((policy) => (
          <Policy
            key={policy.id}
            policy={policy}
            standing={standings.find(({ policyId }) => policyId === policy.id)}
          />
        ))}
      </Stack>
    </Page>
  )
}

/** A body that was uploaded and was never in force. */
function NewPolicy({ standing: { policyId, title, waiting } }: { standing: PolicyStanding }) {
  if (!waiting) return null
  return (
    <Card component="article" aria-labelledby={`policy-${policyId}`}>
      <Stack gap="xs">
        <Title order={2} size="h3" id={`policy-${policyId}`}>
          <CreditText>{title}</CreditText> <Chip tone="amber">new</Chip>
        </Title>
        <PolicyDecision policyId={policyId} title={title} upload={waiting} />
      </Stack>
    </Card>
  )
}

function Policy({ policy, standing }: { policy: ShownPolicy; standing: PolicyStanding | undefined }) {
  const { id, title, source, checked, expires, isExpired, supersededBy, unconfirmed } = policy
  const { confirmed, isChanged } = policy
  return (
    <Card component="article" aria-labelledby={`policy-${id}`}>
      <Stack gap="xs">
        <Title order={2} size="h3" id={`policy-${id}`}>
          <CreditText>{title}</CreditText> {isExpired && !confirmed && <Chip tone="amber">check again</Chip>}
          {isChanged && <Chip tone="amber">changed</Chip>}
        </Title>
        {supersededBy && <Text>No longer designated: {supersededBy} takes its place.</Text>}
        <Text>{ruleWords(policy)}</Text>
        <Text size="sm" c="gray.7">
          {source.length > 0 ? `From: ${source.join('; ')}.` : 'It does not say where it is from.'}
        </Text>
        <Text size="sm" c="gray.7">
          {dayWords(checked, expires)}
        </Text>
        {confirmed && (
          <Text size="sm">
            Compared on {confirmed.on} with {confirmed.source}, as the office says.
          </Text>
        )}
        {standing && <PolicyOrigin standing={standing} />}
        {isChanged && (
          <PolicyDecision
            policyId={id}
            title={title}
            {...(standing?.waiting && { upload: standing.waiting })}
            {...(standing?.uploaded && { inForce: standing.uploaded })}
          />
        )}
        {isExpired && !confirmed && !supersededBy && <PolicyConfirm policyId={id} />}
        {unconfirmed.length > 0 && (
          <details>
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
