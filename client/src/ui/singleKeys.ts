// Whether single keys act: people who use voice input, or hit keys by mistake, switch them off (WCAG 2.1.4).
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { keep, kept } from '../live/kept.ts'

const keptAs = 'lectern.singleKeys'

export const singleKeys = createStore<{ on: boolean }>(() => ({ on: kept(keptAs) !== 'off' }))

export function setSingleKeys(on: boolean): void {
  keep(keptAs, on ? 'on' : 'off')
  singleKeys.setState({ on })
}

export const useSingleKeys = (): boolean => useStore(singleKeys, ({ on }) => on)
