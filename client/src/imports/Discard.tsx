import type { ImportView } from '@lectern/shared/imports'
import { Button } from '@mantine/core'
import { useNavigate } from 'react-router'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { discard, importsKey } from './importsApi.ts'

// As text within JSX, the check of imports would take it for one.
const label = 'Discard this import'

/** Forgets an import of which nothing was written. */
export function Discard({ one: { id } }: { one: ImportView }) {
  const navigate = useNavigate()
  const { busy, refusal, run } = useCommand({ changes: importsKey })
  const press = async () => {
    if (await run(() => discard(id))) await navigate('/office/imports')
  }
  return (
    <>
      <Button variant="subtle" color="gray" onClick={() => void press()} {...busyButton(busy)}>
        {label}
      </Button>
      <Refusal refusal={refusal} />
    </>
  )
}
