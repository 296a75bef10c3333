import type { GivenConsent, LeadField } from '@lectern/shared/consents'
import { Anchor, Button, Card, Container, List, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Link } from 'react-router'
import { useConnection } from '../../live/useConnection.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { dayAndTime } from '../../words/times.ts'
import { fieldsInWords, leadFieldWords } from '../boothWords.ts'
import { consentsQuery } from './consentsQuery.ts'
import { WithdrawDialog } from './WithdrawDialog.tsx'

/** What the person has left with which company, and how to withdraw it; also outside the hall. */
export default function ConsentsPage() {
  const consents = useQuery(consentsQuery(useConnection()))
  return (
    <Loaded query={consents} label="Loading your consents">
      {(given) => (
        <Container size="md" py="lg">
          <Stack gap="lg">
            <div>
              <PageHeading>My consents</PageHeading>
              <Text>
                What you have given to companies in the exhibit hall, and when. You can withdraw each thing by
                itself.
              </Text>
            </div>
            {given.length === 0 && (
              <Text>
                Nothing. No company has anything of you. What you leave at a booth, field by field, appears
                here.
              </Text>
            )}
            {given.map((each) => (
              <GivenTo key={each.boothId} given={each} />
            ))}
            <Anchor component={Link} to="/hall">
              To the exhibit hall
            </Anchor>
          </Stack>
        </Container>
      )}
    </Loaded>
  )
}

function GivenTo({ given }: { given: GivenConsent }) {
  const { boothId, boothName, live: current, history } = given
  const [withdrawing, setWithdrawing] = useState<LeadField[]>()
  const heading = useRef<HTMLHeadingElement>(null)
  const [told, setTold] = useState('')
  return (
    <Card withBorder component="article" aria-labelledby={`given-${boothId}`}>
      <Stack gap="md">
        <Title order={2} size="h3" id={`given-${boothId}`} ref={heading} tabIndex={-1}>
          {boothName}
        </Title>
        {current.length === 0 ? (
          <Text>They see nothing of you any more.</Text>
        ) : (
          <>
            <Text>They see now:</Text>
            <ul className="desk-list">
              {current.map(({ field, value, at }) => (
                <li key={field}>
                  <Text fw={600}>{leadFieldWords[field]}</Text>
                  <Text className="chat-text" dir="auto">
                    {value}
                  </Text>
                  <Text size="sm" c="gray.7" className="figures" mb={4}>
                    Given {dayAndTime(at)}
                  </Text>
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={`Withdraw ${leadFieldWords[field].toLocaleLowerCase()} from ${boothName}`}
                    onClick={() => setWithdrawing([field])}
                  >
                    Withdraw
                  </Button>
                </li>
              ))}
            </ul>
            {current.length > 1 && (
              <Button
                variant="default"
                style={{ alignSelf: 'start' }}
                aria-label={`Withdraw everything from ${boothName}`}
                onClick={() => setWithdrawing(current.map(({ field }) => field))}
              >
                Withdraw everything
              </Button>
            )}
          </>
        )}
        <Text role="status" size="sm">
          {told}
        </Text>
        <details>
          <summary>What happened when</summary>
          <List component="ol" size="sm" className="figures" mt="xs">
            {history.map(({ consentId, kind, fields, at }) => (
              <List.Item key={`${consentId} ${kind} ${at}`}>
                {dayAndTime(at)}: {kind} {fieldsInWords(fields)} · receipt {consentId}
              </List.Item>
            ))}
          </List>
        </details>
      </Stack>
      {withdrawing && (
        <WithdrawDialog
          given={given}
          fields={withdrawing}
          onClose={(done) => {
            if (done) {
              setTold(`Withdrawn from ${boothName}: ${fieldsInWords(withdrawing)}.`)
              // The pressed button has disappeared.
              heading.current?.focus()
            }
            setWithdrawing(undefined)
          }}
        />
      )}
    </Card>
  )
}
