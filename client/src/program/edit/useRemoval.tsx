import { Button, Group, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'

interface ListForm {
  removeListItem: (path: string, index: number) => void
  insertListItem: (path: string, item: unknown, index?: number) => void
}

/** Removes rows of a form's list; the last one can be put back where it was. */
export function useRemoval(form: ListForm, path: string) {
  const [removed, setRemoved] = useState<{ row: unknown; index: number; name: string }>()
  const remove = (index: number, row: unknown, name: string) => {
    form.removeListItem(path, index)
    setRemoved({ row, index, name })
  }
  const putBack = () => {
    if (removed) form.insertListItem(path, removed.row, removed.index)
    setRemoved(undefined)
  }
  return { remove, removed: removed && { name: removed.name, putBack } }
}

/** Says what was removed, with the way back, which has the focus that the removed row had. */
export function Removed({ removed }: { removed: { name: string; putBack: () => void } | undefined }) {
  const back = useRef<HTMLButtonElement>(null)
  const name = removed?.name
  useEffect(() => {
    if (name !== undefined) back.current?.focus()
  }, [name])
  return (
    <Group gap="xs" role="status">
      {removed && (
        <>
          <Text size="sm">Removed: {removed.name}.</Text>
          <Button ref={back} variant="subtle" size="compact-sm" onClick={removed.putBack}>
            Put it back
          </Button>
        </>
      )}
    </Group>
  )
}
