import { isDraft } from '@lectern/shared/drafts'
import type { Session, SessionView } from '@lectern/shared/program'
import { requiredLabel } from '@lectern/shared/sessionKinds'
import { Chip } from '../ui/Chip.tsx'

/** Beside the title of what is not accredited, wherever it appears (ACCME Standard 5.2a). */
export function KindLabel({ session }: { session: Pick<Session, 'kind'> }) {
  const label = requiredLabel(session)
  return label && <Chip>{label}</Chip>
}

/** For the few who see what is not approved yet: to everybody else there is no such session. */
export function DraftMark({ view: { session, state } }: { view: SessionView }) {
  if (!isDraft(session, state.phase)) return null
  return <Chip tone="amber">{session.status === 'in_review' ? 'Draft, in review' : 'Draft'}</Chip>
}
