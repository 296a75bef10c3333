// People who are probably the same, and what merging or erasing somebody would do: shown before it is done.
import { z } from 'zod'
import { id, instant } from './ids.ts'
import { bounded } from './text.ts'

const duplicateReasons = ['email', 'identifier', 'name'] as const
/** People who are probably the same. */
export const duplicateGroup = z.object({
  reason: z.enum(duplicateReasons),
  /** In words: "the same NPI". */
  words: z.string(),
  people: z.array(z.object({ id, name: z.string(), affiliation: z.string(), email: z.string() })).max(20),
})

const side = z.object({
  id,
  name: z.string(),
  /** Label and value of everything that is compared, both sides in the same order. */
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
})
export const mergePreview = z.object({
  kept: side,
  merged: side,
  /** What moves to the person who stays, in words. */
  moves: z.array(z.string()),
  /** What differs, and which of both stays, in words. */
  notes: z.array(z.string()),
  /** Why they cannot be merged now; empty if they can. */
  refusals: z.array(z.string()),
  /** Names what was shown: merging is refused as stale if it has changed since. */
  seen: bounded(64),
})
export type MergePreview = z.infer<typeof mergePreview>

/** What erasing a person keeps, and until when. */
const keptRecord = z.object({
  words: z.string(),
  /** What of the person stays in it: "your name, as printed", "an id without a name". */
  of: z.string(),
  until: instant,
})
export const erasurePreview = z.object({
  name: z.string(),
  erased: z.array(z.string()),
  kept: z.array(keptRecord),
  refusals: z.array(z.string()),
  seen: bounded(64),
})
export type ErasurePreview = z.infer<typeof erasurePreview>
