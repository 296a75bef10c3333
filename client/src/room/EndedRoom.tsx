import type { SessionView } from '@lectern/shared/program'
import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { Handouts } from '../handouts/Handouts.tsx'
import { PhaseBadge } from '../program/PhaseBadge.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { counted } from '../words/counts.ts'
import { Earned } from './Earned.tsx'

/** After the end: what was earned, and every step to the certificate. */
export function EndedRoom({ view: { session, state } }: { view: SessionView }) {
  const lasted = state.liveAt && state.endedAt ? state.endedAt - state.liveAt : 0
  const minutes = Math.floor(lasted / 60_000)
  return (
    <Page width="reading">
      <PageHead
        title={session.title}
        over={<PhaseBadge phase={state.phase} />}
        lead={
          <span role="status">
            This session has ended. {minutes > 0 && `${counted(minutes, 'minute')}. `}Thanks for attending.
          </span>
        }
      />
      {session.activityId && <Earned sessionId={session.id} />}
      <Handouts sessionId={session.id} order={2} />
      <Button component={Link} to="/" variant={session.activityId ? 'default' : 'filled'} mt="lg">
        Back to the agenda
      </Button>
    </Page>
  )
}
