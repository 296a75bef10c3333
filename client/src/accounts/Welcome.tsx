import './account.css'
import { AppError } from '@lectern/shared/errors'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { request } from '../live/http.ts'
import { here } from '../live/place.ts'
import { CompanyLogo } from '../ui/Face.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { dateRange } from '../words/times.ts'

/** What strangers may know. A page before the sign-in does not wait for it. */
const welcomeQuery = {
  queryKey: ['welcome'],
  queryFn: () => request('conferences.welcome'),
  retry: false,
}
export const useWelcome = () => useQuery(welcomeQuery).data
/** Nobody has set the installation up yet. */
export function useIsEmpty(): boolean {
  const { error } = useQuery(welcomeQuery)
  return here.conferenceId === undefined && error instanceof AppError && error.code === 'not_found'
}

interface WelcomeProps {
  title: string
  /** The page says that something failed, and is read out at once. */
  role?: 'alert' | undefined
  children: ReactNode
}

/** A page before the sign-in: which conference this is, and what to do. */
export function Welcome({ title, role, children }: WelcomeProps) {
  const conference = useWelcome()
  return (
    <main className="welcome">
      <div className="welcome-card">
        {conference && (
          <div className="welcome-conference">
            {conference.logo ? (
              <img src={here.requestAt(conference.logo)} alt="" className="welcome-logo" />
            ) : (
              <CompanyLogo name={conference.title} size={56} />
            )}
            <div className="welcome-about">
              <div className="welcome-name" dir="auto">
                {conference.title}
              </div>
              {conference.startsAt !== null && conference.endsAt !== null && (
                <div className="welcome-dates">
                  {dateRange(conference.startsAt, conference.endsAt, conference.timeZone)}
                </div>
              )}
            </div>
          </div>
        )}
        <div role={role} className="welcome-words">
          <PageHeading>{title}</PageHeading>
          {children}
        </div>
      </div>
      <p className="welcome-product">Lectern</p>
    </main>
  )
}
