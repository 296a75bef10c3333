// Two parts of a page may have something to undo: the key takes back what was done last.
import { createStore } from 'zustand/vanilla'

/** By part of the page: when (ms since the page began) it did what it would undo next; 0 for nothing. */
export const lastActs = createStore<Readonly<Record<string, number>>>(() => ({}))

export const setLastAct = (part: string, at: number): void => lastActs.setState({ [part]: at })

/** For a selector of the store. */
export const isLast =
  (part: string) =>
  (acts: Readonly<Record<string, number>>): boolean =>
    Object.entries(acts).every(([other, at]) => other === part || at < (acts[part] ?? 0))
