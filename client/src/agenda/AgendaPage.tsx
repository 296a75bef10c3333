import './agenda.css'
import type { Person } from '@lectern/shared/accounts'
import type { Program } from '@lectern/shared/program'
import { supportWords } from '@lectern/shared/supporters'
import { Button, Text } from '@mantine/core'
import { IconCalendarEvent } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useMe } from '../live/me.ts'
import { useNow } from '../live/useConnection.ts'
import { useProgram } from '../program/useProgram.ts'
import { Empty } from '../ui/Empty.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Failed } from '../ui/Problem.tsx'
import { ZoneChoice } from '../ui/ZoneChoice.tsx'
import { dateRange } from '../words/times.ts'
import { AgendaSkeleton } from './AgendaSkeleton.tsx'
import { isOwn, upNextOf } from './agendaView.ts'
import { Calendars } from './Calendars.tsx'
import { Days } from './Days.tsx'
import { usePreparedStage } from './earlyStage.ts'
import { useOwnAgenda } from './ownAgenda.ts'
import { UpNext } from './UpNext.tsx'

/** How often "Starts in 5 minutes" is looked at again, in ms. */
const tickMs = 20_000

/** The programme by days, with what is on now and next above it. `preload` loads the room in advance. */
export default function AgendaPage({ preload }: { preload: () => Promise<unknown> }) {
  const program = useProgram()
  const me = useMe().data?.person
  const watches = me?.roles.some((role) => role !== 'exhibitor') ?? false
  usePreparedStage(preload, watches, program.data?.sessions)

  if (program.isError) return <Failed error={program.error} retry={() => void program.refetch()} />
  if (!program.data || !me) return <AgendaSkeleton />
  return <Agenda program={program.data} me={me} watches={watches} />
}

interface AgendaProps {
  program: Program
  me: Person
  /** Exhibitors read the programme, and watch nothing. */
  watches: boolean
}

function Agenda({ program, me, watches }: AgendaProps) {
  const now = useNow(tickMs)
  const own = useOwnAgenda(watches)
  const { sessions, conference } = program
  const { support = [] } = conference
  const isMine = (view: Program['sessions'][number]) => isOwn(view, me, own.kept)
  return (
    <Page>
      <PageHead
        title="Agenda"
        over={<span dir="auto">{conference.title}</span>}
        lead={
          <>
            {datesOf(program)} <ZoneChoice />
            {support.length > 0 && (
              <Text component="span" inherit display="block" dir="auto">
                Commercial support: {supportWords(support)}.
              </Text>
            )}
          </>
        }
        actions={
          <>
            {watches && <Calendars />}
            {me.roles.includes('exhibitor') && (
              <Button component={Link} to="/booth">
                Open my booth
              </Button>
            )}
          </>
        }
      />
      {watches && <UpNext {...upNextOf(sessions, now, isMine)} shared={{ me, now }} />}
      {sessions.length === 0 ? (
        <Empty
          icon={IconCalendarEvent}
          title="No sessions yet"
          action={
            me.roles.includes('organiser') && (
              <Button component={Link} to="/office/programme">
                Plan the programme
              </Button>
            )
          }
        >
          They appear here as soon as the organiser adds them.
        </Empty>
      ) : (
        <Days program={program} me={me} now={now} own={own} isMine={isMine} watches={watches} />
      )}
    </Page>
  )
}

function datesOf({ sessions }: Program): string {
  if (sessions.length === 0) return ''
  const ends = sessions.map(({ session }) => session.endsAt)
  return `${dateRange(sessions[0]!.session.startsAt, Math.max(...ends))}.`
}
