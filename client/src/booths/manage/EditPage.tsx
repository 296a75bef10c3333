import '../booths.css'
import type { BoothSettings } from '@lectern/shared/booths'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { Link } from 'react-router'
import { useMe } from '../../live/me.ts'
import { useConnection } from '../../live/useConnection.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page, PageHead } from '../../ui/Page.tsx'
import { backToAgenda, Problem } from '../../ui/Problem.tsx'
import { EditBooth } from './EditBooth.tsx'

const myBoothKey = ['booths', 'mine'] as const

/** The staff's own booth, for editing. */
export default function EditPage() {
  const connection = useConnection()
  const me = useMe().data?.person
  const isStaff = me?.roles.includes('exhibitor') ?? false
  const client = useQueryClient()
  const booth = useQuery({
    queryKey: myBoothKey,
    queryFn: () => connection.send('booths.myBooth', {}),
    enabled: isStaff,
    staleTime: 0,
    // Edits are compared with it, so it changes only on request.
    refetchOnWindowFocus: false,
  })
  const { refetch } = booth
  const reload = useCallback(() => refetch(), [refetch])
  if (me && !isStaff)
    return (
      <Problem title="This page is for exhibitors" action={backToAgenda}>
        A booth is edited by the staff of its exhibitor, and by the organiser.
      </Problem>
    )
  return (
    <Loaded query={booth} label="Loading your booth" missing="Your booth is not there yet">
      {(settings) => (
        <Page>
          <PageHead title={`Edit ${settings.name}`} over={<Link to="/booth">My booth</Link>} />
          <EditBooth
            settings={settings}
            isOrganiser={false}
            onSettings={(next) => client.setQueryData<BoothSettings>(myBoothKey, next)}
            onReload={reload}
          />
        </Page>
      )}
    </Loaded>
  )
}
