import './parts.css'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** Quiet for facts, amber for what needs the person, live for what is on air, done for what is settled. */
export type Tone = 'quiet' | 'accent' | 'amber' | 'live' | 'done'

interface ChipProps {
  tone?: Tone
  icon?: Icon
  role?: 'status' | 'alert'
  children: ReactNode
}

/** A state in a word or two. */
export const Chip = ({ tone = 'quiet', icon: Sign, role, children }: ChipProps) => (
  <span className="chip" data-tone={tone} role={role}>
    {tone === 'live' && <span className="chip-dot" aria-hidden="true" />}
    {Sign && <Sign size={14} stroke={2} aria-hidden="true" />}
    <span>{children}</span>
  </span>
)
