import { useRef, useState } from 'react'

/** For something that opens in the page: closing it returns the focus to the button that opened it. */
export function useOpener(openAtFirst = false) {
  const [isOpen, setOpen] = useState(openAtFirst)
  const opener = useRef<HTMLButtonElement>(null)
  const open = () => setOpen(true)
  const close = () => {
    setOpen(false)
    // The button may be drawn only after closing.
    setTimeout(() => opener.current?.focus())
  }
  return { isOpen, opener, open, close }
}
