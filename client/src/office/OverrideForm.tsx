import { Button, Group } from '@mantine/core'
import { useOpener } from '../ui/useOpener.ts'
import { OverrideEditor, type OverrideEditorProps } from './OverrideEditor.tsx'

interface OverrideFormProps extends Omit<OverrideEditorProps, 'liveAt' | 'onCancel'> {
  isOpenAtFirst: boolean
}

/** The office's correction of a person's minutes; who and why is kept as evidence. */
export function OverrideForm(props: OverrideFormProps) {
  const { isOpenAtFirst, ...rest } = props
  const { session, onDone } = rest
  const { liveAt } = session
  const { isOpen, opener, open, close } = useOpener(isOpenAtFirst)
  if (liveAt === null) return null
  if (!isOpen)
    return (
      <Group>
        <Button
          ref={opener}
          variant="default"
          size="compact-sm"
          aria-label={`Change minutes: ${session.title}`}
          onClick={open}
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
