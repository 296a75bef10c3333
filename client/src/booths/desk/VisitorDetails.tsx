import { type Lead, type LeadField, leadFields, type Withdrawal } from '@lectern/shared/consents'
import { List, Text, Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useStore } from 'zustand'
import { IconButton } from '../../ui/IconButton.tsx'
import { dayAndTime } from '../../words/times.ts'
import { fieldsInWords, leadFieldWords, numberOf } from '../boothWords.ts'
import type { Desk } from './deskClient.ts'
import { LeadNotes } from './LeadNotes.tsx'

export const leadFieldsOf = ({ values }: Pick<Lead, 'values'>): LeadField[] =>
  leadFields.filter((field) => values[field] !== undefined)

interface VisitorDetailsProps {
  desk: Desk
  visitorId: string
  onBack: () => void
}

/** Exactly what the visitor shares, with the staff's rating and notes. */
export function VisitorDetails({ desk, visitorId, onBack }: VisitorDetailsProps) {
  const { leads, withdrawn, bookings } = useStore(desk.store)
  const lead = leads.find(({ visitor }) => visitor.visitorId === visitorId)
  const meetings = bookings.filter(({ visitor }) => visitor.visitorId === visitorId)
  return (
    <article aria-labelledby="visitor-details">
      <div className="conversation-head">
        <IconButton
          className="desk-details-button"
          label="Back to the chat"
          icon={IconArrowLeft}
          onClick={onBack}
        />
        <Title order={2} size="h4" id="visitor-details">
          Shared with you
        </Title>
      </div>
      {lead ? (
        <>
          <dl className="booth-rows">
            {leadFieldsOf(lead).map((field) => (
              <div key={field}>
                <dt>{leadFieldWords[field]}</dt>
                <dd className="chat-text" dir="auto">
                  {lead.values[field]}
                </dd>
              </div>
            ))}
          </dl>
          <LeadNotes key={visitorId} desk={desk} lead={lead} />
        </>
      ) : (
        <Text size="sm" c="gray.7">
          Nothing yet. What the visitor chooses to share appears here.
        </Text>
      )}
      {meetings.length > 0 && (
        <>
          <Title order={3} size="h4" mt="lg">
            Meetings
          </Title>
          <List component="ul" size="sm" className="figures">
            {meetings.map(({ slot }) => (
              <List.Item key={slot}>{dayAndTime(slot)}</List.Item>
            ))}
          </List>
        </>
      )}
      <Withdrawn withdrawn={withdrawn.filter((each) => each.visitorId === visitorId)} />
    </article>
  )
}

export const withdrawnWords = (withdrawn: Withdrawal): string =>
  `${numberOf(withdrawn)} stopped sharing ${withdrawn.whole ? 'everything' : `their ${fieldsInWords(withdrawn.fields)}`}`

/** What was withdrawn: the staff have to delete their own copies. */
export function Withdrawn({ withdrawn }: { withdrawn: readonly Withdrawal[] }) {
  if (withdrawn.length === 0) return null
  return (
    <section aria-label="Withdrawn">
      <Title order={3} size="h4" mt="lg">
        Withdrawn
      </Title>
      <Text size="sm" c="gray.7">
        Delete any copies you keep elsewhere.
      </Text>
      <List component="ul" size="sm">
        {withdrawn.map((each) => (
          <List.Item key={`${each.visitorId} ${each.version} ${each.at}`}>
            {withdrawnWords(each)}, <span className="figures">{dayAndTime(each.at)}</span>
          </List.Item>
        ))}
      </List>
    </section>
  )
}
