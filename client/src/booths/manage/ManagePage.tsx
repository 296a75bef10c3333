import '../booths.css'
import { Container, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../live/me.ts'
import { useConnection } from '../../live/useConnection.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { backToAgenda, Problem } from '../../ui/Problem.tsx'
import { ManagedBoothCard } from './BoothCard.tsx'
import { CreateBooth } from './CreateBooth.tsx'
import { manageQuery } from './manageQuery.ts'

/** The organiser's page of the exhibit hall. */
export default function ManagePage() {
  const me = useMe().data?.person
  const manages = me?.roles.includes('organiser') ?? false
  const booths = useQuery({ ...manageQuery(useConnection()), enabled: manages })
  if (me && !manages)
    return (
      <Problem title="This page is for organisers" action={backToAgenda}>
        Organisers make the booths of the exhibit hall, and open and close them.
      </Problem>
    )
  return (
    <Loaded query={booths} label="Loading the booths">
      {(all) => (
        <Container size="lg" py="lg" className="booths">
          <Stack gap="lg">
            <div>
              <PageHeading>Booths of the exhibit hall</PageHeading>
              <Text>
                You see how many people visit a booth and when, never who. What visitors give to a company is
                between the two.
              </Text>
            </div>
            <CreateBooth />
            {all.length === 0 && (
              <Text>No booths yet. Those you make appear here, and on the floor of the hall.</Text>
            )}
            {[...all]
              .sort((a, b) => a.booth.name.localeCompare(b.booth.name))
              .map((managed) => (
                <ManagedBoothCard key={managed.booth.id} managed={managed} />
              ))}
          </Stack>
        </Container>
      )}
    </Loaded>
  )
}
