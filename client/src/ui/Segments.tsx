import './segments.css'
import { useId } from 'react'

export interface Segment {
  value: string
  label: string
  /** Its accessible name, if the label says too little. It begins with the label. */
  name?: string
}

interface SegmentsProps {
  segments: readonly Segment[]
  value: string
  onChange: (value: string) => void
  /** What the first and the last one mean, below them. */
  ends?: readonly [first: string, last: string]
  isInvalid?: boolean
}

/** One of a few values, in equal segments of one row. Goes into a fieldset, which names it. */
export function Segments({ segments, value, onChange, ends, isInvalid = false }: SegmentsProps) {
  const group = useId()
  return (
    <div className="segments">
      <div className="segments-row">
        {segments.map((segment) => (
          <label key={segment.value} className="segment" data-invalid={isInvalid || undefined}>
            <input
              type="radio"
              name={group}
              value={segment.value}
              checked={segment.value === value}
              aria-label={segment.name}
              {...(isInvalid && { 'aria-invalid': true })}
              onChange={() => onChange(segment.value)}
            />
            <span>{segment.label}</span>
          </label>
        ))}
      </div>
      {ends && (
        <div className="segments-ends" aria-hidden="true">
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </div>
      )}
    </div>
  )
}
