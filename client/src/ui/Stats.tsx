import './parts.css'
import type { ReactNode } from 'react'

/** Figures in a row, each a `Stat`. */
export const Stats = ({ label, children }: { label: string; children: ReactNode }) => (
  <section className="stats" aria-label={label}>
    {children}
  </section>
)

interface StatProps {
  label: string
  value: ReactNode
  hint?: ReactNode
  /** Amber if the figure needs somebody. */
  tone?: 'amber'
}

export const Stat = ({ label, value, hint, tone }: StatProps) => (
  <div className="stat" data-tone={tone}>
    <div className="stat-label">{label}</div>
    <div className="stat-value figures">{value}</div>
    {hint && <div className="stat-hint">{hint}</div>}
  </div>
)
