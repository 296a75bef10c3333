import type { StaffQuestion } from '@lectern/shared/questions'
import { Text } from '@mantine/core'
import { IconPinnedOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { IconButton } from '../ui/IconButton.tsx'
import { Section } from '../ui/Section.tsx'

interface OnAirStripProps {
  live: readonly StaffQuestion[]
  pinned: StaffQuestion | undefined
  row: (question: StaffQuestion) => ReactNode
  onUnpin: (question: StaffQuestion) => void
}

/** The question that is being answered, and the one that everybody sees over the stage. */
export const OnAirStrip = ({ live, pinned, row, onUnpin }: OnAirStripProps) => (
  <div className="desk-strip">
    <Section id="desk-on-air" title="On air" order={3} size="sm" isDense className="desk-column">
      {live.length === 0 ? (
        <Text size="sm" c="gray.7">
          The question that is being answered appears here.
        </Text>
      ) : (
        <ul className="desk-list">
          {live.map((question, index) => (
            <li key={question.id} data-index={index}>
              {row(question)}
            </li>
          ))}
        </ul>
      )}
    </Section>
    <Section id="desk-pinned" title="Pinned" order={3} size="sm" isDense className="desk-column">
      {pinned ? (
        <div className="desk-pinned">
          <p className="question-text desk-words" dir="auto">
            {pinned.text}
          </p>
          <IconButton
            label="Unpin"
            icon={IconPinnedOff}
            iconSize={16}
            size={24}
            onClick={() => onUnpin(pinned)}
          />
        </div>
      ) : (
        <Text size="sm" c="gray.7">
          Nothing is pinned over the stage.
        </Text>
      )}
    </Section>
  </div>
)
