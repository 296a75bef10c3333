// The keys of the desk's questions that concern no single question.
import type { QuestionSettings } from '@lectern/shared/questions'
import type { Shortcut } from '../ui/shortcuts.ts'
import { type Columns, sideways, step } from './columns.ts'
import type { Moderation } from './moderation.ts'
import type { Place } from './useCursor.ts'

export const movesOf = (columns: Columns, { cursor, goTo }: Place): Shortcut[] => [
  { key: 'j', does: 'next question', run: () => goTo(step(columns, cursor, 1)), repeats: true },
  { key: 'k', does: 'previous question', run: () => goTo(step(columns, cursor, -1)), repeats: true },
  { key: 'l', does: 'column to the right', run: () => goTo(sideways(columns, cursor, 1)), repeats: true },
  { key: 'h', does: 'column to the left', run: () => goTo(sideways(columns, cursor, -1)), repeats: true },
]

interface KeysOptions {
  moderation: Moderation
  settings: QuestionSettings
  hasEnded: boolean
  onSearch: () => void
  undo: () => Promise<void>
}

export const deskKeys = ({ moderation, settings, hasEnded, onSearch, undo }: KeysOptions): Shortcut[] => [
  { key: 'u', does: 'undo', run: () => void undo() },
  {
    key: 'q',
    does: 'open or close the questions',
    run: () => hasEnded || void moderation.set({ ...settings, open: !settings.open }),
  },
  { key: '/', does: 'search', run: onSearch },
]
