import { Button, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMemo } from 'react'
import { Keycap } from '../ui/Keycap.tsx'
import { Moderation, type Toast } from './moderation.ts'
import type { Questions } from './questionsClient.ts'

/** One toast at a time, so that quick keys do not pile them up. */
const toastId = 'questions-desk'

function show({ kind, title, text, undo }: Toast, onUndo: () => void): void {
  notifications.hide(toastId)
  notifications.show({
    id: toastId,
    title,
    color: kind === 'done' ? 'teal' : 'red',
    role: kind === 'done' ? 'status' : 'alert',
    autoClose: 10_000,
    message: (
      <>
        <Text size="sm" lineClamp={3} dir="auto">
          {text}
        </Text>
        {undo && (
          <Button size="compact-sm" variant="default" mt={4} onClick={onUndo}>
            Undo&nbsp;
            <Keycap of="u" />
          </Button>
        )}
      </>
    ),
  })
}

export function useModeration(questions: Questions): Moderation {
  return useMemo(() => {
    const moderation: Moderation = new Moderation(questions, (toast) =>
      show(toast, () => void moderation.undo()),
    )
    return moderation
  }, [questions])
}
