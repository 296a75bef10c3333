import { Anchor, Button, Stack, Text } from '@mantine/core'
import { IconBuildingStore, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { useStore } from 'zustand'
import { useNow } from '../../live/useConnection.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Part } from '../../ui/ErrorBoundary.tsx'
import { Page, PageHead } from '../../ui/Page.tsx'
import { counted } from '../../words/counts.ts'
import { BoothCard } from './BoothCard.tsx'
import { boothsOf, everything } from './boothSearch.ts'
import { FloorFilters } from './FloorFilters.tsx'
import { HallGate } from './HallPages.tsx'
import { type Hall, useHall } from './hallClient.ts'
import { MyBookings } from './MyBookings.tsx'

/** The hall's floor: its booths as cards. */
export default function FloorPage() {
  const hall = useHall()
  return (
    <HallGate hall={hall}>
      <Floor hall={hall} />
    </HallGate>
  )
}

function Floor({ hall }: { hall: Hall }) {
  const booths = useStore(hall.store, (state) => state.booths)
  useEffect(() => hall.refresh(), [hall])
  return (
    <Page>
      <PageHead
        title="Exhibit hall"
        actions={
          <Anchor component={Link} to="/hall/my-consents">
            My consents
          </Anchor>
        }
      />
      <Stack gap="lg">
        <Part name="The list of your meetings">
          <MyBookings hall={hall} />
        </Part>
        {booths.length === 0 ? (
          <Empty icon={IconBuildingStore} title="No booths yet">
            They appear here as soon as the organiser adds them.
          </Empty>
        ) : (
          <Booths hall={hall} />
        )}
      </Stack>
    </Page>
  )
}

function Booths({ hall }: { hall: Hall }) {
  const { booths, unread } = useStore(hall.store)
  const [wanted, setWanted] = useState(everything)
  const now = useNow(15_000)
  const found = boothsOf(booths, wanted, now)
  return (
    <>
      <FloorFilters booths={booths} wanted={wanted} onWanted={setWanted} now={now} />
      <Text role="status" size="sm" c="gray.7" className="figures">
        {found.length === booths.length
          ? counted(booths.length, 'booth')
          : `${found.length} of ${counted(booths.length, 'booth')}`}
      </Text>
      {found.length === 0 ? (
        <Empty
          icon={IconSearch}
          title="No booth matches"
          action={
            <Button variant="default" onClick={() => setWanted(everything)}>
              Show all booths
            </Button>
          }
        />
      ) : (
        <ul className="hall-floor">
          {found.map((booth) => (
            <Part key={booth.id} name={booth.name}>
              <BoothCard booth={booth} unread={unread[booth.id] ?? 0} now={now} />
            </Part>
          ))}
        </ul>
      )}
    </>
  )
}
