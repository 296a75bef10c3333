import { useRef, useState } from 'react'

/** Something that opens in the page: closing it gives the focus back to the button that opened it. */
export function useOpener(openAtFirst = false) {
  const [isOpen, setOpen] = useState(openAtFirst)
  const opener = useRef<HTMLButtonElement>(null)
  const open = () => setOpen(true)
  const close = () => {
    setOpen(false)
    // The button may be drawn only once this is closed.
    setTimeout(() => opener.current?.focus())
  }
  return { isOpen, opener, open, close }
}
