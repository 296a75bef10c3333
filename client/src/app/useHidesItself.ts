import { type RefObject, useEffect, useRef, useState } from 'react'

/** How long the header stays once nobody points at it, in ms. */
const staysMs = 3000
/** Pointing this near the window's upper edge brings it back, in px. */
const edge = 48

/** A header out of the picture's way: it comes back to the pointer at the upper edge and to the focus. */
export function useHidesItself(hides: boolean): {
  isHidden: boolean
  header: RefObject<HTMLElement | null>
} {
  const [isHidden, setHidden] = useState(false)
  const header = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!hides) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const isInUse = () =>
      header.current?.querySelector('[aria-expanded="true"]') ||
      header.current?.contains(document.activeElement)
    const show = () => {
      setHidden(false)
      clearTimeout(timer)
      timer = setTimeout(() => (isInUse() ? show() : setHidden(true)), staysMs)
    }
    const onPoint = ({ clientY }: PointerEvent) => {
      if (clientY < edge) show()
    }
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof Node && header.current?.contains(target)) show()
    }
    show()
    window.addEventListener('pointermove', onPoint)
    window.addEventListener('focusin', onFocus)
    return () => {
      clearTimeout(timer)
      setHidden(false)
      window.removeEventListener('pointermove', onPoint)
      window.removeEventListener('focusin', onFocus)
    }
  }, [hides])
  return { isHidden, header }
}
