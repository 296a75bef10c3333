import type { SessionStatus } from '@lectern/shared/sessionKinds'
import { IconCircleCheck, IconCircleDashed, IconEye } from '@tabler/icons-react'

const signs = { draft: IconCircleDashed, in_review: IconEye, approved: IconCircleCheck }

/** How far a session has come, where there is no room for words: its name says it too. */
export function StatusMark({ status }: { status: SessionStatus }) {
  const Sign = signs[status]
  return <Sign size={12} stroke={2} aria-hidden="true" />
}
