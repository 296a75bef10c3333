import './conferences.css'
import { conferencePath } from '@lectern/shared/addresses'
import { IconLayoutGrid } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { here } from '../live/place.ts'
import { CompanyLogo } from '../ui/Face.tsx'
import { ownConferencesQuery } from './conferencesApi.ts'

/** As many are listed in the menu; a page has them all. */
const listed = 5

/** In the account menu: the other conferences of somebody who belongs to several. */
export default function ConferenceChoices() {
  const { data } = useQuery(ownConferencesQuery)
  const others = data?.conferences.filter(({ id }) => id !== here.conferenceId) ?? []
  // Whoever belongs to one conference never learns that others exist.
  if (!data || data.conferences.length < 2) return null
  return (
    <nav className="conference-choices" aria-label="Other conferences">
      {others.slice(0, listed).map(({ id, title, logo }) => (
        <a key={id} href={conferencePath(id)} className="account-item">
          <CompanyLogo name={title} src={logo} size={20} />
          <span className="conference-choice" dir="auto">
            {title}
          </span>
        </a>
      ))}
      <a href="/conferences" className="account-item">
        <IconLayoutGrid size={20} stroke={1.75} aria-hidden="true" />
        All conferences
      </a>
    </nav>
  )
}
