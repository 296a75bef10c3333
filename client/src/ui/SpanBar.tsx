import './parts.css'
import { Tooltip } from '@mantine/core'

export interface Span {
  /** In the unit of `length`, from its start. */
  from: number
  to: number
  tone: 'done' | 'amber' | 'quiet' | 'harm'
  /** What this stretch is, e.g. "10:20 – 10:23: connection lost". */
  label: string
}

interface SpanBarProps {
  /** What the whole bar is. */
  label: string
  length: number
  spans: readonly Span[]
}

/** Stretches of time on one line. Its words are a list for assistive technology. */
export const SpanBar = ({ label, length, spans }: SpanBarProps) => (
  <ul className="span-bar" aria-label={label}>
    {spans.map((span) => (
      <Tooltip key={`${span.from}-${span.to}-${span.tone}`} label={span.label}>
        <li
          className="span-bar-part"
          data-tone={span.tone}
          aria-label={span.label}
          style={{
            insetInlineStart: `${(100 * span.from) / length}%`,
            width: `${(100 * (span.to - span.from)) / length}%`,
          }}
        />
      </Tooltip>
    ))}
  </ul>
)
