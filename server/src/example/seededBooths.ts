// The booths of the example conference, of invented companies.
import type { BoothContent, BoothField, OpeningHours } from '@lectern/shared/booths'

interface SeededBooth {
  id: string
  exhibitorId: string
  content: BoothContent
  editable: BoothField[]
}

const most: BoothField[] = ['categories', 'description', 'links', 'hours', 'documents', 'images']

const day = 24 * 60 * 60_000

/**
 * Open round the clock for two weeks, so that the example
 * works at any hour; a real exhibition has shorter days.
 */
const allHours = (now: number): OpeningHours[] =>
  Array.from({ length: 14 }, (_, i) => {
    const from = now - (now % day) + i * day
    return { from, to: from + day }
  })

export const seededBooths = (now: number): SeededBooth[] => [
  {
    id: 'meridian',
    exhibitorId: 'meridian',
    content: {
      name: 'Meridian Imaging',
      categories: ['Imaging', 'Software'],
      description:
        'Echocardiography systems and the software that reads them.\n\nAsk us for a demonstration on recorded studies, or for help with a system you have.',
      links: [{ label: 'Product overview', url: 'https://meridian.example/echo' }],
      hours: allHours(now),
    },
    editable: most,
  },
  {
    id: 'norlund',
    exhibitorId: 'norlund',
    content: {
      name: 'Norlund Rhythm',
      categories: ['Devices'],
      description: 'Ambulatory ECG recorders for one day to four weeks, and the service that reads them.',
      links: [{ label: 'How the recorder is worn', url: 'https://norlund.example/wear' }],
      hours: allHours(now),
    },
    editable: most,
  },
  {
    id: 'heartline',
    exhibitorId: 'heartline',
    content: {
      name: 'Heartline Books',
      categories: ['Publishing', 'Education'],
      description: 'Textbooks and pocket guides in cardiology, on paper and as files.',
      links: [{ label: 'Catalogue', url: 'https://heartline.example/catalogue' }],
      hours: [],
    },
    editable: ['description', 'links', 'documents', 'images'],
  },
]
