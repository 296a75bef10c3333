import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** People who are writing keep the keyboard for this long (ms) after their last key. */
const idleMs = 2000

const isWriting = (element: Element | null): boolean =>
  element instanceof HTMLElement &&
  (element.isContentEditable ||
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && !['button', 'checkbox', 'radio', 'range'].includes(element.type)))

/**
 * Moves the focus to `target` while `active`, and back to where it was when that ends. True while it waits
 * for the person to stop writing: the library's `useFocusTrap` would take the keyboard in the middle of a
 * word.
 */
export function useFocusWhenIdle(
  target: RefObject<HTMLElement | null>,
  around: RefObject<HTMLElement | null>,
  active: boolean,
): boolean {
  const [waits, setWaits] = useState(false)
  const before = useRef<Element>(null)
  useLayoutEffect(() => {
    const host = around.current
    const giveBack = () => {
      if (host?.contains(document.activeElement) && before.current instanceof HTMLElement)
        before.current.focus()
    }
    // During an update React restores the focus, so give it back afterwards, or to an element that stays.
    if (!active) return giveBack()
    let timer: ReturnType<typeof setTimeout> | undefined
    const take = () => {
      document.removeEventListener('keydown', postpone, true)
      setWaits(false)
      before.current = document.activeElement
      target.current?.focus()
    }
    function postpone() {
      clearTimeout(timer)
      timer = setTimeout(take, idleMs)
    }
    if (isWriting(document.activeElement)) {
      setWaits(true)
      document.addEventListener('keydown', postpone, true)
      postpone()
    } else take()
    return () => {
      clearTimeout(timer)
      document.removeEventListener('keydown', postpone, true)
      setWaits(false)
      giveBack()
    }
  }, [target, around, active])
  return waits
}
