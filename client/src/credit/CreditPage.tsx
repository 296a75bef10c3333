import './credit.css'
import type { MyCredit } from '@lectern/shared/credit'
import { Button, Container, Group, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../live/me.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { professionWords } from '../words/credit.ts'
import { ActivityCard } from './ActivityCard.tsx'
import { myCreditQuery, transcriptPdf } from './creditApi.ts'
import { ProfileForm } from './ProfileForm.tsx'

/** My credit: what was watched, its worth, what is still to do, and what was claimed. */
export default function CreditPage() {
  const credit = useQuery(myCreditQuery)
  return (
    <Loaded query={credit} label="Loading your credit">
      {(data) => <MyCreditOf credit={data} />}
    </Loaded>
  )
}

function MyCreditOf({ credit: { activities, profile, profileAsks } }: { credit: MyCredit }) {
  const person = useMe().data?.person
  const hasClaims = activities.some(({ claims }) => claims.length > 0)
  return (
    <Container size="md" py="lg" className="credit">
      <Stack gap="lg">
        <Group justify="space-between" gap="sm">
          <div>
            <PageHeading>My credit</PageHeading>
            {person && (
              <Text c="gray.7">
                For your profession: {professionWords[person.profession].toLowerCase()}. If that is wrong,
                tell the organiser.
              </Text>
            )}
          </div>
          {hasClaims && (
            <Button
              component="a"
              href={transcriptPdf}
              download
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden="true" />}
            >
              Transcript (PDF)
            </Button>
          )}
        </Group>
        {activities.length === 0 && (
          <Text>
            Nothing here yet. Sessions you watch appear here with their minutes, as soon as the first one
            counts.
          </Text>
        )}
        {activities.map((each) => (
          <ActivityCard key={each.activity.id} credit={each} />
        ))}
        {profileAsks.length > 0 && <ProfileForm profile={profile} asks={profileAsks} />}
      </Stack>
    </Container>
  )
}
