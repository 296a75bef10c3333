import '../booths.css'
import type { ManagedBooth } from '@lectern/shared/booths'
import { Container, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { Link, useParams } from 'react-router'
import { useConnection } from '../../live/useConnection.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { EditBooth } from './EditBooth.tsx'
import { manageKey, manageQuery } from './manageQuery.ts'

/** A booth's content, edited by the organiser. */
export default function ManageBoothPage() {
  const { boothId = '' } = useParams()
  const client = useQueryClient()
  const booths = useQuery(manageQuery(useConnection()))
  const { refetch } = booths
  const reload = useCallback(() => refetch(), [refetch])
  const back = <Link to="/hall/manage">Back to all booths</Link>
  return (
    <Loaded query={booths} label="Loading the booth">
      {(all) => {
        const settings = all.find(({ booth }) => booth.id === boothId)?.booth
        if (!settings)
          return (
            <Problem title="There is no such booth" action={back}>
              The address may be incomplete.
            </Problem>
          )
        return (
          <Container size="xl" py="md" className="booths">
            <Text mb="sm">{back}</Text>
            <PageHeading
              mb="md"
              title={`Edit ${settings.name} – Booths`}
            >{`Edit ${settings.name}`}</PageHeading>
            <EditBooth
              key={boothId}
              settings={settings}
              isOrganiser
              onSettings={(booth) =>
                client.setQueryData<ManagedBooth[]>(manageKey, (known) =>
                  known?.map((each) => (each.booth.id === booth.id ? { ...each, booth } : each)),
                )
              }
              onReload={reload}
            />
          </Container>
        )
      }}
    </Loaded>
  )
}
