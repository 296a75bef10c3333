import type { Claim } from '@lectern/shared/credit'
import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { claimedResults } from '../credit/claimedResults.ts'
import { certificatePdf } from '../credit/creditApi.ts'
import { Reasons } from '../credit/Reasons.tsx'
import { CreditText } from '../ui/CreditText.tsx'
import { Section } from '../ui/Section.tsx'
import { alsoIn, earnedOfMaximum, figure } from '../words/credit.ts'
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
  const { results } = person
  return (
    <Section id="person-credit" title="Credit" order={3} size="h3">
      {results.length === 0 && <Text>Nothing is designated for this profession.</Text>}
      <Stack gap="sm">
        {claimedResults(person).map(({ key, result, claim }) => {
          const also = alsoIn(result)
          return (
            <Stack key={key} gap={4} className="office-body">
              <Title order={4}>
                <CreditText>
                  {result.part ? `${result.title}: ${result.part.title}` : result.title}
                </CreditText>
              </Title>
              <Text className="figures">
                <CreditText>
                  {`Earned ${earnedOfMaximum(result)}${also && ` (${also})`}. ${claim ? '' : result.eligible ? 'Can be claimed.' : 'Cannot be claimed yet.'}`}
                </CreditText>
              </Text>
              <Reasons reasons={result.reasons} label={`How this was calculated: ${result.title}`} />
              {claim && <Claimed claim={claim} title={result.title} onRevoke={() => setRevoking(claim)} />}
            </Stack>
          )
        })}
      </Stack>
      {revoking && (
        <ReasonDialog
          title="Revoke the certificate"
          description="Kept as evidence. The verification page says that the certificate was revoked; the learner can claim again what is earned. A register that has it gets the deletion with your next file; CPE Monitor takes nothing back by file, so have it deleted there."
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
