import { Button, Group } from '@mantine/core'
import { useRef, useState } from 'react'
import { OverrideEditor, type OverrideEditorProps } from './OverrideEditor.tsx'

interface OverrideFormProps extends Omit<OverrideEditorProps, 'liveAt' | 'onCancel'> {
  /** Null while the session has not gone live, or while that is not known yet. */
  liveAt: number | null
  isOpenAtFirst: boolean
}

/** The office's correction of a person's minutes; who and why is kept as evidence. */
export function OverrideForm(props: OverrideFormProps) {
  const { liveAt, isOpenAtFirst, ...rest } = props
  const { session, onDone } = rest
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const opener = useRef<HTMLButtonElement>(null)
  if (liveAt === null) return null
  const close = () => {
    setOpen(false)
    setTimeout(() => opener.current?.focus())
  }
  if (!isOpen)
    return (
      <Group>
        <Button
          ref={opener}
          variant="default"
          size="compact-sm"
          aria-label={`Change minutes: ${session.title}`}
          onClick={() => setOpen(true)}
        >
          Change minutes
        </Button>
      </Group>
    )
  return (
    <OverrideEditor
      {...rest}
      liveAt={liveAt}
      onCancel={close}
      onDone={(message) => {
        close()
        onDone(message)
      }}
    />
  )
}
