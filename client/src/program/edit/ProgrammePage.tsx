import './edit.css'
import type { Planning } from '@lectern/shared/programPlanning'
import { Button, Tabs } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page, PageHead } from '../../ui/Page.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { ZoneChoice } from '../../ui/ZoneChoice.tsx'
import { counted } from '../../words/counts.ts'
import { useShownZone } from '../../words/zones.ts'
import { DayView } from './DayView.tsx'
import { EmptyProgramme } from './EmptyProgramme.tsx'
import { ListView } from './ListView.tsx'
import { ProblemsPanel } from './ProblemsPanel.tsx'
import { usePlanning } from './planningData.ts'
import { RemovedSessions } from './RemovedSessions.tsx'
import { SessionDrawer } from './SessionDrawer.tsx'
import { TracksForm } from './TracksForm.tsx'
import { type EditorPlace, useEditorPlace } from './useEditorPlace.ts'
import { useProgramme } from './useProgramme.ts'

/** The programme's editor: days in a grid, a list, all problems, the tracks; one session in a drawer. */
export default function ProgrammePage() {
  const planning = usePlanning()
  return (
    <Loaded query={planning} label="Loading the programme">
      {(data) => <Programme planning={data} reload={() => void planning.refetch()} />}
    </Loaded>
  )
}

function Programme({ planning, reload }: { planning: Planning; reload: () => void }) {
  const timeZone = useShownZone()
  const place = useEditorPlace()
  const { views, items, conflicts, move, setMoving, undo } = useProgramme(planning, timeZone, reload)
  const create = () => place.create()
  useShortcuts([
    { key: 'n', does: 'New session', run: create },
    { key: 'u', does: 'Take back the last move', run: undo },
  ])
  return (
    <Page width="tool">
      <Head planning={planning} onNew={create} />
      <Views place={place} problems={conflicts.length}>
        <Tabs.Panel value="days">
          {views.length === 0 && place.day === undefined ? (
            <EmptyProgramme onNew={create} />
          ) : (
            <DayView
              tracks={planning.conference.tracks ?? []}
              onMoved={(item, to) => void move(item.session, to)}
              onMoving={setMoving}
              {...{ items, timeZone, place }}
            />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="list">
          <ListView {...{ items, views, timeZone }} onOpen={place.open} />
          <RemovedSessions removed={planning.removed} />
        </Tabs.Panel>
        <Tabs.Panel value="problems">
          <ProblemsPanel
            conflicts={conflicts}
            titleOf={(id) => items.find((item) => item.id === id)?.title ?? ''}
            onOpen={place.open}
          />
        </Tabs.Panel>
        <Tabs.Panel value="tracks">
          <TracksForm conference={planning.conference} items={items} />
        </Tabs.Panel>
      </Views>
      <SessionDrawer planning={planning} place={place} />
    </Page>
  )
}

function Head({ planning: { sessions }, onNew }: { planning: Planning; onNew: () => void }) {
  const open = sessions.filter(({ review }) => review.status !== 'approved').length
  return (
    <PageHead
      title="Programme"
      lead={
        <>
          {counted(sessions.length, 'session')}
          {open > 0 && `, ${open} not approved yet`}. <ZoneChoice />
        </>
      }
      actions={
        <Button
          leftSection={<IconPlus size={16} stroke={2} aria-hidden="true" />}
          aria-keyshortcuts="n"
          onClick={onNew}
        >
          New session
        </Button>
      }
    />
  )
}

interface ViewsProps {
  place: EditorPlace
  problems: number
  children: ReactNode
}

const Views = ({ place, problems, children }: ViewsProps) => (
  <Tabs value={place.view} onChange={(view) => view && place.show(view)} keepMounted={false}>
    <Tabs.List mb="md">
      <Tabs.Tab value="days">Days</Tabs.Tab>
      <Tabs.Tab value="list">List</Tabs.Tab>
      <Tabs.Tab
        value="problems"
        rightSection={problems > 0 && <span className="problem-count figures">{problems}</span>}
      >
        Problems
      </Tabs.Tab>
      <Tabs.Tab value="tracks">Tracks</Tabs.Tab>
    </Tabs.List>
    {children}
  </Tabs>
)
