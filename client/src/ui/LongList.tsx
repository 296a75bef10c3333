import { Button } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import { PlainList } from './PlainList.tsx'

const atFirst = 20

interface LongListProps {
  label: string
  total: number
  /** As many list items as there are to be shown. */
  children: (shown: number) => ReactNode
}

/** The first items of a long list, and all of them on a press, which moves the focus to the first new one. */
export function LongList({ label, total, children }: LongListProps) {
  const [isWhole, setIsWhole] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  if (total === 0) return null
  const showAll = () => {
    setIsWhole(true)
    setTimeout(() => {
      const added = list.current?.children[atFirst] as HTMLElement | undefined
      if (!added) return
      added.tabIndex = -1
      added.focus()
    })
  }
  return (
    <>
      <PlainList ref={list} aria-label={label}>
        {children(isWhole ? total : Math.min(total, atFirst))}
      </PlainList>
      {!isWhole && total > atFirst && (
        <Button
          variant="default"
          style={{ alignSelf: 'start' }}
          aria-label={`Show all ${total}: ${label}`}
          onClick={showAll}
        >
          Show all {total}
        </Button>
      )}
    </>
  )
}
