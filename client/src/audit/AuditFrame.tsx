import './audit.css'
import { AppError } from '@lectern/shared/errors'
import { Anchor, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, Navigate, useNavigate } from 'react-router'
import { queryClient } from '../live/http.ts'
import { signOut } from '../live/me.ts'
import { CompanyLogo } from '../ui/Face.tsx'
import { ownAuditsQuery } from './auditApi.ts'

/** Around auditors' pages: who reads, and the way out. They have no place at any conference. */
export function AuditFrame({ children }: { children: ReactNode }) {
  const own = useQuery(ownAuditsQuery)
  const navigate = useNavigate()
  const leave = async () => {
    const { endAt } = await signOut()
    if (endAt !== undefined) return location.assign(endAt)
    await navigate('/sign-in?problem=signed_out')
    queryClient.clear()
  }
  if (own.error instanceof AppError && own.error.code === 'not_signed_in')
    return <Navigate to="/sign-in" replace />
  return (
    <>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className="outer-header">
        <CompanyLogo name="Lectern" src={undefined} size={28} />
        <Anchor component={Link} to="/audit">
          Audits
        </Anchor>
        <span className="audit-frame-end">
          <bdi>{own.data?.name}</bdi>
          <Button variant="default" size="compact-sm" onClick={() => void leave()}>
            Sign out
          </Button>
        </span>
      </header>
      <main id="main">{children}</main>
    </>
  )
}
