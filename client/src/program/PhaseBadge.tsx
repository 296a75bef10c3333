import type { SessionPhase } from '@lectern/shared/program'
import { Badge } from '@mantine/core'

const looks: Record<SessionPhase, { label: string; color: string; variant: string }> = {
  live: { label: 'Live', color: 'red', variant: 'filled' },
  paused: { label: 'Break', color: 'amber', variant: 'filled' },
  scheduled: { label: 'Not started', color: 'gray.7', variant: 'outline' },
  ended: { label: 'Ended', color: 'gray.6', variant: 'outline' },
}

export function PhaseBadge({ phase }: { phase: SessionPhase }) {
  const { label, color, variant } = looks[phase]
  return (
    <Badge color={color} variant={variant} radius="sm" style={{ flexShrink: 0 }}>
      {label}
    </Badge>
  )
}
