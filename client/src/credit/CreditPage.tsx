import './credit.css'
import type { MyCredit } from '@lectern/shared/credit'
import { Anchor, Button, Stack, Text } from '@mantine/core'
import { IconCertificate, IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link, useLocation } from 'react-router'
import { useMe } from '../live/me.ts'
import { Empty } from '../ui/Empty.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { counted } from '../words/counts.ts'
import { professionsWords, registerNames } from '../words/credit.ts'
import { ActivityCard } from './ActivityCard.tsx'
import { detailsPage } from './checklist.ts'
import { myCreditQuery, transcriptPdf } from './creditApi.ts'

/** My credit: what can be claimed, what is still to do, and what was claimed. */
export default function CreditPage() {
  const credit = useQuery(myCreditQuery)
  return (
    <Loaded query={credit} label="Loading your credit">
      {(data) => <MyCreditOf credit={data} />}
    </Loaded>
  )
}

function MyCreditOf({ credit }: { credit: MyCredit }) {
  const { activities, registersLack, pointsOffered = [] } = credit
  const person = useMe().data?.person
  const hasClaims = activities.some(({ claims }) => claims.length > 0)
  const { hash } = useLocation()
  // A link to one of several activities.
  useEffect(() => {
    if (hash) document.getElementById(decodeURIComponent(hash.slice(1)))?.scrollIntoView?.()
  }, [hash])
  return (
    <Page width="reading">
      <div className="credit">
        <PageHead
          title="My credit"
          lead={
            person && `Credit for ${professionsWords[person.profession]}. Not right? Contact the organiser.`
          }
          actions={
            hasClaims && (
              <Button
                component="a"
                href={transcriptPdf()}
                download
                variant="default"
                leftSection={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
              >
                Transcript (PDF)
              </Button>
            )
          }
        />
        <Stack gap="lg">
          <DetailsMissing lacks={registersLack} />
          <PointsOffered boards={pointsOffered} />
          {activities.length === 0 && (
            <Empty
              icon={IconCertificate}
              title="No credit yet"
              action={
                <Button component={Link} to="/" variant="default">
                  Open the agenda
                </Button>
              }
            >
              Sessions you watch appear here with their minutes as soon as the first one counts.
            </Empty>
          )}
          {activities.map((each) => (
            <ActivityCard key={each.activity.id} credit={each} />
          ))}
        </Stack>
      </div>
    </Page>
  )
}

/** Points of boards are given only to those who ask for them. */
function PointsOffered({ boards }: { boards: NonNullable<MyCredit['pointsOffered']> }) {
  if (boards.length === 0) return null
  return (
    <Text>
      Your activities also offer MOC points of {boards.join(', ')}.{' '}
      <Anchor component={Link} to="/account/details#moc" underline="always">
        Ask for them
      </Anchor>{' '}
      if you want them.
    </Text>
  )
}

/** Registers that cannot take the person's credit without further details. */
function DetailsMissing({ lacks }: { lacks: MyCredit['registersLack'] }) {
  if (lacks.length === 0) return null
  return (
    <section aria-label="Details missing">
      <ul className="credit-todo needs-you">
        {lacks.map(({ register, details }) => (
          <li key={register}>
            <strong>
              {counted(details, 'detail')} missing for {registerNames[register]}
            </strong>
            <Button component={Link} to={detailsPage} size="compact-md" variant="default">
              Add details
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
