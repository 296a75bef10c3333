import '../booths.css'
import type { ManagedBooth } from '@lectern/shared/booths'
import { Button } from '@mantine/core'
import { IconBuildingStore, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../../live/me.ts'
import { useConnection } from '../../live/useConnection.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page, PageHead } from '../../ui/Page.tsx'
import { backToAgenda, Problem } from '../../ui/Problem.tsx'
import { BoothDrawer } from './BoothDrawer.tsx'
import { BoothsTable } from './BoothsTable.tsx'
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
        Organisers create the booths of the exhibit hall, and open and close them.
      </Problem>
    )
  return (
    <Loaded query={booths} label="Loading the exhibitors">
      {(all) => <Booths all={all} />}
    </Loaded>
  )
}

function Booths({ all }: { all: ManagedBooth[] }) {
  const [openId, setOpenId] = useState<string>()
  const [isCreating, setCreating] = useState(false)
  const [told, setTold] = useState('')
  const onCreated = (name?: string) => {
    setCreating(false)
    if (name) setTold(`${name} is in the hall now. Add its staff next.`)
  }
  const create = (
    <Button
      leftSection={<IconPlus size={16} stroke={2} aria-hidden="true" />}
      onClick={() => setCreating(true)}
    >
      New booth
    </Button>
  )
  return (
    <Page width="tool">
      <PageHead
        title="Exhibitors"
        lead="You see how many people visit a booth and when, never who. What visitors share stays between them and the company."
        actions={all.length > 0 && create}
      />
      <div role="status">{told}</div>
      {all.length === 0 ? (
        <Empty icon={IconBuildingStore} title="No booths yet" action={create}>
          Booths you create appear here and in the exhibit hall.
        </Empty>
      ) : (
        <BoothsTable booths={all} onOpen={setOpenId} />
      )}
      <BoothDrawer
        managed={all.find(({ booth }) => booth.id === openId)}
        onClose={() => setOpenId(undefined)}
      />
      {isCreating && (
        <Dialog opened onClose={onCreated} title="New booth">
          <CreateBooth onDone={onCreated} />
        </Dialog>
      )}
    </Page>
  )
}
