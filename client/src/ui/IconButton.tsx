import { ActionIcon, type ActionIconProps, type ElementProps, Tooltip } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import { Keycap, keyWords, useKeyName } from './Keycap.tsx'
import type { Key } from './keys.ts'
import { useSingleKeys } from './singleKeys.ts'

interface IconButtonProps
  extends Omit<ActionIconProps, 'children'>,
    ElementProps<'button', keyof ActionIconProps> {
  /** Its accessible name, and the words that appear beside it. */
  label: string
  icon: Icon
  /** The key that does the same. */
  shortcut?: Key
  /** Draws the key beside the icon, for a button that a key would press now. */
  showsKey?: boolean
  /** Of the icon, in px. */
  iconSize?: number
}

/** A button that is an icon; its name and key appear on hover and focus. */
export function IconButton(props: IconButtonProps) {
  const { label, icon: Sign, shortcut, showsKey, iconSize = 20, ...rest } = props
  const keyName = useKeyName()
  const isKeyOn = useSingleKeys()
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
        // Words that are seen are part of the name.
        aria-label={shortcut && showsKey && isKeyOn ? `${label} ${keyWords(shortcut)}` : label}
        aria-keyshortcuts={shortcut && keyName(shortcut)}
        {...(showsKey && { w: 'auto', px: 4 })}
        {...rest}
      >
        <Sign size={iconSize} stroke={1.75} aria-hidden="true" />
        {shortcut && showsKey && <Keycap of={shortcut} />}
      </ActionIcon>
    </Tooltip>
  )
}
