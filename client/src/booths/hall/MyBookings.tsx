import type { OwnBooking } from '@lectern/shared/booths'
import { Anchor, List, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { Section } from '../../ui/Section.tsx'
import { dayAndTime } from '../../words/times.ts'
import type { Hall } from './hallClient.ts'

/** The person's bookings at all booths; nothing if there are none. */
export function MyBookings({ hall }: { hall: Hall }) {
  const [bookings, setBookings] = useState<OwnBooking[]>([])
  useEffect(() => {
    // The floor works without them, and each booth shows its own.
    hall.bookings().then(setBookings, () => undefined)
  }, [hall])
  if (bookings.length === 0) return null
  return (
    <Section id="my-bookings" title="Your meetings">
      <List component="ul">
        {bookings.map(({ boothId, boothName, slot }) => (
          <List.Item key={`${boothId} ${slot}`}>
            <Text span className="figures">
              {dayAndTime(slot)}
            </Text>
            {' with '}
            <Anchor component={Link} to={`/hall/${boothId}`} underline="always">
              {boothName}
            </Anchor>
          </List.Item>
        ))}
      </List>
    </Section>
  )
}
