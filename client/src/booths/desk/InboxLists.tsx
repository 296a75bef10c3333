import type { Booking } from '@lectern/shared/booths'
import { Button, Text } from '@mantine/core'
import {
  IconCalendarEvent,
  IconDownload,
  IconMessageCircle,
  IconUserStar,
  IconUsers,
} from '@tabler/icons-react'
import { useStore } from 'zustand'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { counted } from '../../words/counts.ts'
import { dayAndTime, relative, timeOf } from '../../words/times.ts'
import { fieldsInWords, numberOf } from '../boothWords.ts'
import { leadsUrl } from '../fileUrl.ts'
import type { Desk } from './deskClient.ts'
import { callOf, meetingsOf } from './inbox.ts'
import { leadFieldsOf, Withdrawn } from './VisitorDetails.tsx'
import { VisitorRow } from './VisitorRow.tsx'

interface ListProps {
  desk: Desk
  now: number
}

/** By last message; calls that run, too. */
export function ChatList({ desk, now }: ListProps) {
  const state = useStore(desk.store)
  const { chats, calls, me } = state
  const alone = calls.filter(
    ({ state: step, visitor }) =>
      step === 'active' && !chats.some((chat) => chat.visitor.visitorId === visitor.visitorId),
  )
  if (chats.length + alone.length === 0)
    return (
      <Empty icon={IconMessageCircle} title="No chats yet">
        They begin when a visitor writes, or you write to one who is here.
      </Empty>
    )
  const inCall = (visitorId: string) => {
    const call = callOf(state, visitorId)
    return call?.state === 'active'
      ? `In a call with ${call.staff?.staffId === me?.staffId ? 'you' : (call.staff?.name ?? 'a colleague')}`
      : undefined
  }
  return (
    <ul className="inbox-list">
      {alone.map(({ visitor }) => (
        <VisitorRow key={visitor.visitorId} desk={desk} visitor={visitor} line={inCall(visitor.visitorId)} />
      ))}
      {chats.map(({ visitor, last, unread, assignee }) => (
        <VisitorRow
          key={visitor.visitorId}
          desk={desk}
          visitor={visitor}
          unread={unread}
          when={relative(last.at, now)}
          line={
            <>
              {last.staff && `${last.staff.staffId === me?.staffId ? 'You' : last.staff.name}: `}
              <bdi>{last.text}</bdi>
            </>
          }
          foot={inCall(visitor.visitorId) ?? (assignee ? assignee.name : 'Unassigned')}
        />
      ))}
    </ul>
  )
}

/** Visitors who are at the booth now. */
export function PresentList({ desk }: ListProps) {
  const { count, newest } = useStore(desk.store, ({ present }) => present)
  if (newest.length === 0)
    return (
      <Empty icon={IconUsers} title="No visitors right now">
        Visitors of your booth appear here, as numbers.
      </Empty>
    )
  return (
    <>
      <ul className="inbox-list">
        {newest.map((visitor) => (
          <VisitorRow key={visitor.visitorId} desk={desk} visitor={visitor} line="Here now" />
        ))}
      </ul>
      {count > newest.length && (
        <Text size="sm" c="gray.7" className="inbox-none">
          And {counted(count - newest.length, 'more visitor')}, who came earlier.
        </Text>
      )}
    </>
  )
}

/** Booked times, today's first. */
export function MeetingList({ desk, now }: ListProps) {
  const { today, later } = meetingsOf(useStore(desk.store), now)
  const { busy, refusal, run } = useCommand()
  if (today.length + later.length === 0)
    return (
      <Empty icon={IconCalendarEvent} title="No meetings">
        Meetings that visitors book appear here. Invite the visitor to a call when it is time.
      </Empty>
    )
  const row = ({ slot, visitor }: Booking, words: string) => (
    <VisitorRow
      key={slot}
      desk={desk}
      visitor={visitor}
      when={words}
      line={slot > now ? undefined : 'Over'}
      action={
        slot > now && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => void run(() => desk.cancelBooking(slot))}
            aria-label={`Cancel ${words} with ${numberOf(visitor)}`}
            {...busyButton(busy)}
          >
            Cancel
          </Button>
        )
      }
    />
  )
  return (
    <>
      <ul className="inbox-list">
        {today.map((booking) => row(booking, timeOf(booking.slot)))}
        {later.map((booking) => row(booking, dayAndTime(booking.slot)))}
      </ul>
      <Refusal refusal={refusal} size="sm" />
    </>
  )
}

/** Visitors who share details. */
export function LeadList({ desk }: ListProps) {
  const { booth, leads, withdrawn } = useStore(desk.store)
  if (leads.length + withdrawn.length === 0)
    return (
      <Empty icon={IconUserStar} title="No leads yet">
        Visitors who share details with you, field by field, appear here.
      </Empty>
    )
  return (
    <>
      <ul className="inbox-list">
        {leads.map((lead) => (
          <VisitorRow
            key={lead.visitor.visitorId}
            desk={desk}
            visitor={lead.visitor}
            when={lead.rating === null ? undefined : `${lead.rating} / 5`}
            line={`Shares ${fieldsInWords(leadFieldsOf(lead))}`}
          />
        ))}
      </ul>
      <div className="inbox-withdrawn">
        <Withdrawn withdrawn={withdrawn} />
      </div>
      {booth && leads.length > 0 && (
        <Button
          component="a"
          href={leadsUrl(booth.id)}
          download
          variant="default"
          size="compact-md"
          m="md"
          leftSection={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
        >
          Download leads (CSV)
        </Button>
      )}
    </>
  )
}
