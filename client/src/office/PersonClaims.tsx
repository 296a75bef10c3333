import type { Claim } from '@lectern/shared/credit'
import { amountText, amountWithUnit } from '@lectern/shared/creditAmount'
import { Anchor, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { certificatePdf } from '../credit/creditApi.ts'
import { Reasons } from '../credit/Reasons.tsx'
import { Section } from '../ui/Section.tsx'
import { alsoIn, figure } from '../words/credit.ts'
import { dateOf } from '../words/times.ts'
import { revoke } from './officeApi.ts'
import type { OfficePerson } from './peopleTable.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

/** What the minutes are worth for each body, and what was claimed. */
export function PersonClaims({
  person,
  onDone,
}: {
  person: OfficePerson
  onDone: (message: string) => void
}) {
  const [revoking, setRevoking] = useState<Claim>()
  const { results, claims } = person
  return (
    <Section id="person-credit" title="Credit" order={3} size="h3">
      {results.length === 0 && <Text>Nothing is designated for this profession.</Text>}
      <Stack gap="sm">
        {results.map((result) => {
          const claim = claims.find(({ policyId }) => policyId === result.policyId)
          const also = alsoIn(result)
          return (
            <Card key={result.policyId} withBorder padding="sm">
              <Stack gap={4}>
                <Title order={4}>{result.title}</Title>
                <Text className="figures">
                  Earned: {amountWithUnit(result.earned, result)}
                  {also && ` (${also})`} of at most {amountText(result.maximum, result)}.{' '}
                  {claim ? '' : result.eligible ? 'Can be claimed.' : 'Cannot be claimed now.'}
                </Text>
                <Reasons reasons={result.reasons} label={`How it came about: ${result.title}`} />
                {claim && <Claimed claim={claim} title={result.title} onRevoke={() => setRevoking(claim)} />}
              </Stack>
            </Card>
          )
        })}
      </Stack>
      {revoking && (
        <ReasonDialog
          title="Revoke the certificate"
          description="Kept as evidence. The verification page says that the certificate does not hold any more; the learner may claim again what is earned."
          confirm="Revoke"
          isHarm
          onConfirm={(reason) => revoke(revoking.code, reason)}
          onClose={(done) => {
            setRevoking(undefined)
            if (done) onDone('The certificate is revoked.')
          }}
        >
          {person.name}: {figure(revoking.amount)}, claimed on {dateOf(revoking.claimedAt)}, {revoking.code}
        </ReasonDialog>
      )}
    </Section>
  )
}

function Claimed({ claim, title, onRevoke }: { claim: Claim; title: string; onRevoke: () => void }) {
  return (
    <Group gap="md">
      <Text className="figures" w="100%">
        Claimed: {figure(claim.amount)} on {dateOf(claim.claimedAt)}.
      </Text>
      <Anchor href={certificatePdf(claim.code)} download aria-label={`Certificate (PDF): ${title}`}>
        Certificate (PDF)
      </Anchor>
      <Anchor component={Link} to={`/verify/${claim.code}`} aria-label={`Verification page: ${title}`}>
        Verification page
      </Anchor>
      <Button
        variant="default"
        size="compact-sm"
        onClick={onRevoke}
        aria-label={`Revoke the certificate: ${title}`}
      >
        Revoke…
      </Button>
    </Group>
  )
}
