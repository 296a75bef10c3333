import { Button, Group, Modal } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { busyButton } from './busyButton.ts'

interface DialogProps {
  opened: boolean
  onClose: () => void
  title: string
  size?: 'md' | 'xl'
  children: ReactNode
}

/**
 * Mantine returns the focus of a dialog that is closed, not of one that is taken away while it is open, as
 * most are here. Whoever moves the focus elsewhere meanwhile is left alone.
 */
function useFocusBack(isOpenAtFirst: boolean): void {
  // Noted before a field of the dialog takes it.
  const [before] = useState(() => (isOpenAtFirst ? document.activeElement : null))
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement)
          before.focus({ preventScroll: true })
      })
    },
    [before],
  )
}

/** A dialog over the page: Escape closes it, the focus stays in it and comes back. */
export function Dialog({ opened, onClose, title, size = 'md', children }: DialogProps) {
  useFocusBack(opened)
  return (
    <Modal.Root opened={opened} onClose={onClose} size={size} centered>
      <Modal.Overlay />
      <Modal.Content>
        {/* Its element is a <header>, which would count as a second banner of the page. */}
        <Modal.Header role="presentation">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton />
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

interface DialogButtonsProps {
  cancel?: string
  onCancel: () => void
  confirm: string
  /** Without one the button submits the form around it. */
  onConfirm?: () => void
  color?: 'red'
  busy?: boolean
  disabled?: boolean
  /** The focus is on `cancel` when the dialog opens. */
  isCancelFirst?: boolean
}

/** The end of a dialog that asks: how to leave it, and what it does. */
export function DialogButtons(props: DialogButtonsProps) {
  const {
    cancel = 'Cancel',
    onCancel,
    confirm,
    onConfirm,
    color,
    busy = false,
    disabled = false,
    isCancelFirst,
  } = props
  return (
    <Group justify="flex-end" gap="sm">
      <Button variant="default" onClick={onCancel} {...(isCancelFirst && { 'data-autofocus': true })}>
        {cancel}
      </Button>
      <Button
        type={onConfirm ? 'button' : 'submit'}
        onClick={onConfirm}
        {...(color && { color })}
        disabled={disabled}
        {...busyButton(busy)}
      >
        {confirm}
      </Button>
    </Group>
  )
}
