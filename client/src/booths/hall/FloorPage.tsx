import { Anchor, Checkbox, Container, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { useStore } from 'zustand'
import { useNow } from '../../live/useConnection.ts'
import { Part } from '../../ui/ErrorBoundary.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { counted } from '../../words/counts.ts'
import { BoothRow } from './BoothRow.tsx'
import { boothsOf, categoriesOf, everything } from './boothSearch.ts'
import { HallGate } from './HallPages.tsx'
import { type Hall, useHall } from './hallClient.ts'
import { MyBookings } from './MyBookings.tsx'

/** The hall's floor: a list of booths. */
export default function FloorPage() {
  const hall = useHall()
  return (
    <HallGate hall={hall}>
      <Floor hall={hall} />
    </HallGate>
  )
}

function Floor({ hall }: { hall: Hall }) {
  const { booths, unread } = useStore(hall.store)
  const [wanted, setWanted] = useState(everything)
  const now = useNow(15_000)
  useEffect(() => hall.refresh(), [hall])
  const found = boothsOf(booths, wanted, now)
  return (
    <Container size="lg" py="lg">
      <Stack gap="lg">
        <Group justify="space-between" gap="sm">
          <PageHeading>Exhibit hall</PageHeading>
          <Anchor component={Link} to="/hall/my-consents">
            My consents
          </Anchor>
        </Group>
        <Part name="The list of your bookings">
          <MyBookings hall={hall} />
        </Part>
        {booths.length === 0 ? (
          <Text>No booths yet. They appear here as soon as the organiser adds them.</Text>
        ) : (
          <>
            <section className="hall-search" aria-label="Find booths">
              <TextInput
                label="Search"
                type="search"
                value={wanted.search}
                onChange={(event) => setWanted({ ...wanted, search: event.currentTarget.value })}
              />
              <NativeSelect
                label="Category"
                value={wanted.category}
                onChange={(event) => setWanted({ ...wanted, category: event.currentTarget.value })}
                data={[{ value: '', label: 'All categories' }, ...categoriesOf(booths)]}
              />
              <Checkbox
                label="Staffed now"
                checked={wanted.staffedOnly}
                onChange={(event) => setWanted({ ...wanted, staffedOnly: event.currentTarget.checked })}
              />
              <Checkbox
                label="Open now"
                checked={wanted.openOnly}
                onChange={(event) => setWanted({ ...wanted, openOnly: event.currentTarget.checked })}
              />
            </section>
            <Text role="status" size="sm" className="figures">
              {found.length === booths.length
                ? counted(booths.length, 'booth')
                : `${found.length} of ${booths.length} booths`}
            </Text>
            {found.length === 0 && <Text>No booth matches. Search for less, or show all categories.</Text>}
            <ul className="hall-floor">
              {found.map((booth) => (
                <Part key={booth.id} name={booth.name}>
                  <BoothRow booth={booth} unread={unread[booth.id] ?? 0} now={now} />
                </Part>
              ))}
            </ul>
          </>
        )}
      </Stack>
    </Container>
  )
}
