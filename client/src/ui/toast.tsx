import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Keycap } from './Keycap.tsx'
import type { Key } from './keys.ts'

/** How long one is shown, in ms. */
const shownMs = 4000

interface ToastOptions {
  /** Takes back what was done. */
  undo?: () => void
  undoKey?: Key
  /** One toast of a name replaces the one before. */
  id?: string
  /** In ms, if what can be undone lasts longer. */
  forMs?: number
}

/** Says briefly what was done, with the way back. */
export function toast(
  message: string,
  { undo, undoKey, id = message, forMs = shownMs }: ToastOptions = {},
): void {
  notifications.hide(id)
  notifications.show({
    id,
    autoClose: forMs,
    withCloseButton: false,
    className: 'toast',
    role: 'status',
    message: (
      <>
        <span>{message}</span>
        {undo && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              notifications.hide(id)
              undo()
            }}
          >
            Undo{undoKey && <Keycap of={undoKey} />}
          </Button>
        )}
      </>
    ),
  })
}
