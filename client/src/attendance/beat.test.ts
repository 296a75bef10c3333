import { beatEveryMs } from '@lectern/shared/slotTimes'
import type { StageState } from '@lectern/shared/stage'
import { arriving } from '../stage/arriving.ts'
import { createStageStore, type Received } from '../stage/stageStore.ts'
import { createBeat, isPlaying, type PageSight, type Playing } from './beat.ts'

const watching: Playing = {
  joined: true,
  hidden: false,
  pictureInPicture: false,
  hasPicture: true,
  hasSound: true,
  muted: false,
  volume: 1,
  pictureRuns: true,
  soundRuns: true,
}

describe('a page plays', () => {
  test.each<[string, Partial<Playing>, boolean]>([
    ['in sight with picture and sound', {}, true],
    ['in sight and muted, for the picture is seen', { muted: true }, true],
    ['in sight without a picture, for the sound is heard', { hasPicture: false }, true],
    ['in sight, muted and without a picture', { hasPicture: false, muted: true }, false],
    ['hidden with sound', { hidden: true }, true],
    ['hidden and muted', { hidden: true, muted: true }, false],
    ['hidden with the volume at nothing', { hidden: true, volume: 0 }, false],
    ['hidden with the sound paused or held back', { hidden: true, soundRuns: false }, false],
    [
      'in sight with both paused, by a phone call or a headset',
      { pictureRuns: false, soundRuns: false },
      false,
    ],
    ['in sight with the picture paused and the sound heard', { pictureRuns: false }, true],
    ['in sight, muted, with the picture paused, frozen or black', { muted: true, pictureRuns: false }, false],
    ['in sight with the sound paused and the picture seen', { soundRuns: false }, true],
    [
      'paused over other windows',
      { hidden: true, muted: true, pictureInPicture: true, pictureRuns: false },
      false,
    ],
    ['hidden where no sound is sent', { hidden: true, hasSound: false }, false],
    [
      'hidden and muted, with the picture over other windows',
      { hidden: true, muted: true, pictureInPicture: true },
      true,
    ],
    ['in sight while nothing arrives', { hasPicture: false, hasSound: false }, false],
    ['before it has joined, or while the media is lost', { joined: false }, false],
  ])('%s', (_what, fields, plays) => {
    expect(isPlaying({ ...watching, ...fields })).toBe(plays)
  })
})

const received = (producerId: string, kind: 'audio' | 'video'): Received =>
  ({ producerId, kind, presenterPeerId: 'p', source: kind === 'audio' ? 'microphone' : 'camera' }) as Received

const stageWith = (...paused: string[]): StageState => ({
  sessionId: 'heart',
  version: 1,
  layout: 'auto',
  spotlight: null,
  presenters: [
    {
      peerId: 'p',
      personId: 'okafor',
      name: 'Okafor',
      credentials: '',
      onStageAt: 0,
      producers: [
        { producerId: 'cam', kind: 'video', source: 'camera', paused: paused.includes('cam') },
        { producerId: 'mic', kind: 'audio', source: 'microphone', paused: paused.includes('mic') },
      ],
    },
  ],
})
const both = { cam: received('cam', 'video'), mic: received('mic', 'audio') }

test('a camera that is off is no picture; a muted speaker still counts as heard', () => {
  expect(arriving({ received: both, stage: stageWith() })).toEqual({ hasPicture: true, hasSound: true })
  expect(arriving({ received: both, stage: stageWith('cam', 'mic') })).toEqual({
    hasPicture: false,
    hasSound: true,
  })
  expect(arriving({ received: {}, stage: stageWith() })).toEqual({ hasPicture: false, hasSound: false })
})

describe('the beat', () => {
  const audible = { muted: false, volume: 1 }

  function page() {
    const media = createStageStore()
    const beats: string[] = []
    let sight: PageSight = { hidden: false, pictureInPicture: false }
    let plays = { picture: true, sound: true }
    let turned = (): void => undefined
    let tick = (): void => undefined
    let looked = (): void => undefined
    const every: number[] = []
    const beat = createBeat({
      connection: { beat: ({ peerId }) => void beats.push(peerId) },
      media,
      players: {
        look: () => plays,
        onChange: (listener) => {
          turned = listener
          return () => {
            turned = () => undefined
          }
        },
      },
      timer: (everyMs, call) => {
        every.push(everyMs)
        tick = call
        return () => {
          tick = () => undefined
        }
      },
      sight: () => sight,
      onSight: (listener) => {
        looked = listener
        return () => {
          looked = () => undefined
        }
      },
    })
    const join = (peerId = 'me-1') =>
      media.setState({ phase: 'joined', peerId, received: both, stage: stageWith() })
    const look = (next: Partial<PageSight>) => {
      sight = { ...sight, ...next }
      looked()
    }
    const play = (next: typeof plays) => {
      plays = next
      turned()
    }
    return { media, beats, beat, every, join, look, play, tick: () => tick() }
  }

  test('is sent at once when the page starts playing, and then at every tick of the timer', () => {
    const { beats, join, tick, every } = page()
    expect(every).toEqual([beatEveryMs])
    tick()
    expect(beats).toEqual([])
    join()
    expect(beats).toEqual(['me-1'])
    tick()
    tick()
    expect(beats).toEqual(['me-1', 'me-1', 'me-1'])
  })

  test('changes that do not matter send none', () => {
    const { beats, beat, join, media } = page()
    join()
    media.setState({ quality: 'fair', watching: 12 })
    beat.setSound(audible)
    expect(beats).toHaveLength(1)
  })

  test('pauses while the page is hidden and silent, and resumes with its sound', () => {
    const { beats, beat, join, look, tick } = page()
    beat.setSound({ ...audible, muted: true })
    join()
    look({ hidden: true })
    tick()
    expect(beats).toHaveLength(1)
    expect(beat.store.getState().playing).toBe(false)
    beat.setSound(audible)
    expect(beats).toHaveLength(2)
    expect(beat.store.getState().playing).toBe(true)
    tick()
    expect(beats).toHaveLength(3)
  })

  test('pauses while nothing plays, and resumes as soon as something does', () => {
    const { beats, join, play, tick } = page()
    join()
    play({ picture: false, sound: false })
    tick()
    tick()
    expect(beats).toHaveLength(1)
    play({ picture: true, sound: false })
    expect(beats).toHaveLength(2)
  })

  test('names the page’s current peer after it has joined again', () => {
    const { beats, join, media, tick } = page()
    join()
    media.setState({ phase: 'interrupted' })
    tick()
    join('me-2')
    tick()
    expect(beats).toEqual(['me-1', 'me-2', 'me-2'])
  })

  test('ends with the page', () => {
    const { beats, beat, join, look, media, tick } = page()
    join()
    beat.stop()
    tick()
    media.setState({ phase: 'interrupted' })
    join()
    look({ hidden: false })
    expect(beats).toEqual(['me-1'])
  })
})
