import '../booths.css'
import type { ManagedBooth } from '@lectern/shared/booths'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { Link, useParams } from 'react-router'
import { useConnection } from '../../live/useConnection.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page, PageHead } from '../../ui/Page.tsx'
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
  const back = <Link to="/office/exhibitors">Exhibitors</Link>
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
          <Page>
            <PageHead
              title={`Edit ${settings.name}`}
              tabTitle={`Edit ${settings.name} – Exhibitors`}
              over={back}
            />
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
          </Page>
        )
      }}
    </Loaded>
  )
}
