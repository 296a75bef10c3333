import type { Visitor } from '@lectern/shared/booths'
import { ActionIcon, Popover, Text } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { Chip } from '../../ui/Chip.tsx'
import { visitorWords } from '../boothWords.ts'

/** Who the visitor is to the staff, and why. */
export const AppearsAs = ({ me, boothName }: { me: Visitor; boothName: string }) => (
  <div className="booth-appears-as">
    <Chip>You appear as {visitorWords(me)}</Chip>
    <Popover width={260} position="bottom-end" withArrow shadow="none">
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="What the staff know about you">
          <IconInfoCircle size={18} stroke={1.75} aria-hidden="true" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm">
          {boothName} sees this number, valid at this booth only, and what you write. Your name and everything
          else stay hidden until you share them.
        </Text>
      </Popover.Dropdown>
    </Popover>
  </div>
)
