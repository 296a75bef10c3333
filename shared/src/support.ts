// Supporters as they are written: the name and, for support in kind, how. Words only.
import { z } from 'zod'
import { noPictures, supportMax } from './supporters.ts'
import { list, text, textOrNone } from './text.ts'

const isPlain = (words: string): boolean =>
  !/[<>]|https?:|data:|www\.|\.(png|jpe?g|gif|svg|webp)\b/i.test(words)
const plainOnly = 'plain words only: pictures, logos, links and markup are not allowed in disclosures'

/** Words only: disclosures carry no logos, links or product messages (ACCME Standards 3 and 4). */
export const plainWords = (max: number) => text(max).refine(isPlain, plainOnly)

export const supporter = z.strictObject(
  { supporter: plainWords(120), nature: textOrNone(160).refine(isPlain, plainOnly).default('') },
  { error: ({ code }) => (code === 'unrecognized_keys' ? noPictures : undefined) },
)
export const support = list(supporter, supportMax)
