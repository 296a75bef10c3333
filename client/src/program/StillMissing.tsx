import type { Person } from '@lectern/shared/accounts'
import type { Session, SessionView } from '@lectern/shared/program'
import type { Missing } from '@lectern/shared/programReview'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { request } from '../live/http.ts'
import { useMe } from '../live/me.ts'
import { Notice } from '../ui/Notice.tsx'
import { PlainList } from '../ui/PlainList.tsx'

export const turnWords: Readonly<Record<Missing['who'], string>> = {
  faculty: 'faculty',
  organiser: 'organiser',
  office: 'CE office',
}

/** Who starts a session, or prepares it: they are told what keeps it from going live. */
function isCrew({ speakers, moderators }: Session, { id, roles }: Person): boolean {
  const isAmong = (members: Session['speakers']) => members.some(({ personId }) => personId === id)
  return (
    roles.includes('organiser') ||
    (roles.includes('speaker') && isAmong(speakers)) ||
    (roles.includes('moderator') && isAmong(moderators))
  )
}

/** To its crew, before an accredited session: what keeps it from going live, and who must act. */
export function StillMissing({ view: { session, state } }: { view: SessionView }) {
  const me = useMe().data?.person
  const isAsked =
    me !== undefined && isCrew(session, me) && session.activityId !== undefined && state.phase === 'scheduled'
  const review = useQuery({
    // Asked again whenever the plan changes, and now and then for what is decided elsewhere.
    queryKey: ['review', session.id, session.version],
    queryFn: () => request('program.review', { params: { sessionId: session.id } }),
    enabled: isAsked,
    refetchInterval: 30_000,
  })
  if (!isAsked || !review.data || review.data.missing.length === 0) return null
  return (
    <Notice role="status" title="This session cannot go live yet">
      It carries credit, so the CE office approves it first. Still missing:
      <PlainList gap={4} mt={4} aria-label="Still missing">
        {review.data.missing.map(({ code, personId, message, who }) => (
          <li key={`${code} ${personId} ${message}`}>
            {message} ({turnWords[who]})
          </li>
        ))}
      </PlainList>
      {me.roles.includes('organiser') && (
        <Link to={`/office/programme?session=${session.id}`}>Open it in the programme</Link>
      )}
    </Notice>
  )
}
