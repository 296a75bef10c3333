import './parts.css'
import { VisuallyHidden } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'

export interface Step {
  id: string
  title: ReactNode
  state: 'done' | 'now' | 'next'
  /** What is to be done or was done in it. */
  children?: ReactNode
}

const stateWords = { done: 'Done: ', now: 'Now: ', next: 'Next: ' }

/** What has to be done, in order, and how far one is. */
export const Steps = ({ label, steps }: { label: string; steps: readonly Step[] }) => (
  <ol className="steps" aria-label={label}>
    {steps.map(({ id, title, state, children }, index) => (
      <li key={id} className="step" data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
        <span className="step-sign figures" aria-hidden="true">
          {state === 'done' ? <IconCheck size={16} stroke={2.25} /> : index + 1}
        </span>
        <div className="step-body">
          <div className="step-title">
            <VisuallyHidden>{stateWords[state]}</VisuallyHidden>
            {title}
          </div>
          {children}
        </div>
      </li>
    ))}
  </ol>
)
