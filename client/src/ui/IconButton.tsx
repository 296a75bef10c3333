import { ActionIcon, type ActionIconProps, type ElementProps, Tooltip } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import { Keycap, useKeyName } from './Keycap.tsx'
import type { Key } from './keys.ts'

interface IconButtonProps
  extends Omit<ActionIconProps, 'children'>,
    ElementProps<'button', keyof ActionIconProps> {
  /** Its accessible name, and the words that appear beside it. */
  label: string
  icon: Icon
  /** The key that does the same. */
  shortcut?: Key
  /** Of the icon, in px. */
  iconSize?: number
}

/** A button that is an icon; its name and key appear on hover and focus. */
export function IconButton({ label, icon: Sign, shortcut, iconSize = 20, ...rest }: IconButtonProps) {
  const keyName = useKeyName()
  const words = (
    <>
      {label}
      {shortcut && (
        <>
          {' '}
          <Keycap of={shortcut} />
        </>
      )}
    </>
  )
  return (
    <Tooltip label={words}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        aria-keyshortcuts={shortcut && keyName(shortcut)}
        {...rest}
      >
        <Sign size={iconSize} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  )
}
