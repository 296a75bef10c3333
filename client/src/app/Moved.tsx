import { generatePath, Navigate, useLocation, useParams } from 'react-router'

/** A page that has another address now: the one in bookmarks and mails from before leads there. */
export function Moved({ to }: { to: string }) {
  const { search, hash } = useLocation()
  return <Navigate to={{ pathname: generatePath(to, useParams()), search, hash }} replace />
}
