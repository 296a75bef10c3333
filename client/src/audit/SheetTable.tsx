import { Button, Group, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { messageOf } from '../live/appError.ts'
import { LoadFailed } from '../ui/Notice.tsx'
import { type SheetName, sheetQuery, sheets } from './auditApi.ts'
import { WordTable } from './DossierBlocks.tsx'

/** A sheet of the pack, page by page. */
export function SheetTable({ activityId, sheet }: { activityId: string; sheet: SheetName }) {
  /** Where each page that was opened begins; the last one is shown. */
  const [pages, setPages] = useState<(string | undefined)[]>([undefined])
  const page = useQuery(sheetQuery(activityId, sheet, pages.at(-1)))
  if (page.isError) return <LoadFailed message={messageOf(page.error)} retry={() => void page.refetch()} />
  if (page.isPending) return <Skeleton h={180} role="status" aria-label={`Loading: ${sheets[sheet]}`} />
  const { head, rows, next } = page.data
  if (rows.length === 0) return <Text c="gray.7">None yet.</Text>
  return (
    <>
      <WordTable caption={`${sheets[sheet]}, page ${pages.length}`} head={head} rows={rows} />
      {(pages.length > 1 || next !== null) && (
        <Group gap="sm" mt="sm">
          <Button
            variant="default"
            disabled={pages.length === 1}
            onClick={() => setPages(pages.slice(0, -1))}
            aria-label={`Previous page: ${sheets[sheet]}`}
          >
            Previous
          </Button>
          <Button
            variant="default"
            disabled={next === null}
            onClick={() => next !== null && setPages([...pages, next])}
            aria-label={`Next page: ${sheets[sheet]}`}
          >
            Next
          </Button>
        </Group>
      )}
    </>
  )
}
