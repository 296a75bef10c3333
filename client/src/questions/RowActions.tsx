import type { StaffQuestion } from '@lectern/shared/questions'
import { Group, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { IconButton } from '../ui/IconButton.tsx'
import { Keycap, useKeyName } from '../ui/Keycap.tsx'
import { type ActionName, actionsOf, deskActions } from './deskActions.ts'

interface RowActionsProps {
  question: StaffQuestion
  merged: number
  hasEnded: boolean
  /** The keys act on this question. */
  isChosen: boolean
  onAction: (name: ActionName, question: StaffQuestion) => void
}

/** The most frequent actions as icons, the others in a menu, each with its key. */
export function RowActions({ question, merged, hasEnded, isChosen, onAction }: RowActionsProps) {
  const [first, more] = actionsOf(question, merged, hasEnded)
  return (
    <Group gap={2} wrap="nowrap" role="group" aria-label="Actions">
      {first.map((name) => {
        const { icon, key, label } = deskActions[name]
        return (
          <IconButton
            key={name}
            label={label(question)}
            icon={icon}
            iconSize={16}
            size={24}
            {...(isChosen && { shortcut: key, showsKey: true })}
            onClick={() => onAction(name, question)}
          />
        )
      })}
      {more.length > 0 && (
        <MoreActions question={question} names={more} isChosen={isChosen} onAction={onAction} />
      )}
    </Group>
  )
}

type MoreActionsProps = Pick<RowActionsProps, 'question' | 'isChosen' | 'onAction'> & { names: ActionName[] }

function MoreActions({ question, names, isChosen, onAction }: MoreActionsProps) {
  const keyName = useKeyName()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label="More actions" icon={IconDots} iconSize={16} size={24} />
      </Menu.Target>
      <Menu.Dropdown>
        {names.map((name) => {
          const { icon: Sign, key, label } = deskActions[name]
          return (
            <Menu.Item
              key={name}
              leftSection={<Sign size={16} stroke={1.75} aria-hidden="true" />}
              rightSection={isChosen && <Keycap of={key} />}
              aria-keyshortcuts={isChosen ? keyName(key) : undefined}
              onClick={() => onAction(name, question)}
            >
              {label(question)}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
