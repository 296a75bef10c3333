import { Skeleton } from '@mantine/core'
import { Page } from '../ui/Page.tsx'

const rows = ['first', 'second', 'third', 'fourth']

/** The agenda while it is loaded, in the shape that it will have. */
export const AgendaSkeleton = () => (
  <Page>
    <div role="status" aria-label="Loading the agenda">
      <Skeleton h={34} w={160} mb={8} />
      <Skeleton h={20} w="min(420px, 100%)" mb={32} />
      <Skeleton h={32} w="min(360px, 100%)" mb={16} />
      {rows.map((row) => (
        <div key={row} className="agenda-row">
          <div>
            <Skeleton h={24} w={64} mb={8} />
            <Skeleton h={14} w={48} />
          </div>
          <div className="agenda-what">
            <Skeleton h={22} w="70%" mb={8} />
            <Skeleton h={18} w="40%" />
          </div>
        </div>
      ))}
    </div>
  </Page>
)
