// What came of each booth, in numbers: nothing here tells which person came, chatted or called.
import type { BoothSettings, ManagedBooth } from '@lectern/shared/booths'
import type { Booths } from '../boothParts.ts'

export type BoothFigures = Omit<ManagedBooth, 'staff'>

export type FiguresOptions = Pick<Booths, 'booths' | 'presence' | 'chats' | 'calls' | 'leads'>

/** Booths that are read together. */
const boothsAtOnce = 20

export function createFigures({ booths, presence, chats, calls, leads }: FiguresOptions) {
  async function figuresOf(booth: BoothSettings): Promise<BoothFigures> {
    const { id } = booth
    const [visitors, hours, staffed, chatted, called, left] = await Promise.all([
      presence.visitors(id),
      presence.hours(id),
      presence.staffedHours(id),
      chats.count(id),
      calls.taken(id),
      leads.count(id),
    ])
    return { booth, visitors, hours, staffed, counts: { chats: chatted, calls: called, leads: left } }
  }

  /** Of all booths of a conference, by name. */
  return async (conferenceId: string): Promise<BoothFigures[]> => {
    const all = await booths.all(conferenceId)
    const figures: BoothFigures[] = []
    for (let i = 0; i < all.length; i += boothsAtOnce)
      figures.push(...(await Promise.all(all.slice(i, i + boothsAtOnce).map(figuresOf))))
    return figures
  }
}
