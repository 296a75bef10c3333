import type { GivenConsent, LeadField } from '@lectern/shared/consents'
import { Anchor, Button, List, Stack, Text, Title } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Link } from 'react-router'
import { useConnection } from '../../live/useConnection.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page, PageHead } from '../../ui/Page.tsx'
import { dayAndTime } from '../../words/times.ts'
import { fieldsInWords, leadFieldWords } from '../boothWords.ts'
import { consentsQuery } from './consentsQuery.ts'
import { WithdrawDialog } from './WithdrawDialog.tsx'

/** What the person shares with which company, and how to stop; also outside the hall. */
export default function ConsentsPage() {
  const consents = useQuery(consentsQuery(useConnection()))
  return (
    <Loaded query={consents} label="Loading your consents">
      {(given) => (
        <Page width="reading">
          <PageHead
            title="My consents"
            lead="What you share with companies in the exhibit hall. You can stop sharing each item at any time."
            actions={
              <Anchor component={Link} to="/hall">
                Exhibit hall
              </Anchor>
            }
          />
          {given.length === 0 && (
            <Empty icon={IconShieldCheck} title="You share nothing">
              What you share at a booth, field by field, appears here.
            </Empty>
          )}
          <Stack gap="xl">
            {given.map((each) => (
              <GivenTo key={each.boothId} given={each} />
            ))}
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

function GivenTo({ given }: { given: GivenConsent }) {
  const { boothId, boothName, live } = given
  const [withdrawing, setWithdrawing] = useState<LeadField[]>()
  const heading = useRef<HTMLHeadingElement>(null)
  const [told, setTold] = useState('')
  const onClose = (done: boolean) => {
    if (done && withdrawing) {
      setTold(`${boothName} no longer sees your ${fieldsInWords(withdrawing)}.`)
      // The pressed button has disappeared.
      heading.current?.focus()
    }
    setWithdrawing(undefined)
  }
  return (
    <article className="consents" aria-labelledby={`given-${boothId}`}>
      <div className="consents-head">
        <Title order={2} size="h3" id={`given-${boothId}`} ref={heading} tabIndex={-1} dir="auto">
          {boothName}
        </Title>
        {live.length > 1 && (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={`Stop sharing everything with ${boothName}`}
            onClick={() => setWithdrawing(live.map(({ field }) => field))}
          >
            Stop sharing everything
          </Button>
        )}
      </div>
      {live.length === 0 ? (
        <Text size="sm">They see nothing of you any more.</Text>
      ) : (
        <VisibleFields given={given} onWithdraw={(field) => setWithdrawing([field])} />
      )}
      <Text role="status" size="sm">
        {told}
      </Text>
      <History given={given} />
      {withdrawing && <WithdrawDialog given={given} fields={withdrawing} onClose={onClose} />}
    </article>
  )
}

interface VisibleFieldsProps {
  given: GivenConsent
  onWithdraw: (field: LeadField) => void
}

/** One row a field. */
const VisibleFields = ({ given: { boothName, live }, onWithdraw }: VisibleFieldsProps) => (
  <>
    <Text size="sm" c="gray.7">
      Visible to them now
    </Text>
    <ul className="consent-rows">
      {live.map(({ field, value, at }) => (
        <li key={field}>
          <span className="consent-field">{leadFieldWords[field]}</span>
          <span className="consent-value" dir="auto">
            {value}
          </span>
          <span className="consent-at figures">{dayAndTime(at)}</span>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`Stop sharing your ${leadFieldWords[field].toLocaleLowerCase()} with ${boothName}`}
            onClick={() => onWithdraw(field)}
          >
            Stop sharing
          </Button>
        </li>
      ))}
    </ul>
  </>
)

const kindWords = { given: 'shared', withdrawn: 'stopped sharing' } as const

const History = ({ given: { history } }: { given: GivenConsent }) => (
  <details>
    <summary>History</summary>
    <List component="ol" size="sm" className="figures" mt="xs">
      {history.map(({ consentId, kind, fields, at }) => (
        <List.Item key={`${consentId} ${kind} ${at}`}>
          {dayAndTime(at)}: {kindWords[kind]} {fieldsInWords(fields)} · receipt {consentId}
        </List.Item>
      ))}
    </List>
  </details>
)
