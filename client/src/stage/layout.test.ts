import type { Layout, Presenter, StageState } from '@lectern/shared/stage'
import fc from 'fast-check'
import { arrange, layerFor } from './layout.ts'

type Source = Presenter['producers'][number]['source']
const now = 10_000

const presenter = (
  peerId: string,
  sources: Source[] = ['camera'],
  onStageAt: number | null = 1,
): Presenter => ({
  peerId,
  personId: `person-${peerId}`,
  name: `Dr ${peerId}`,
  credentials: 'MD',
  onStageAt,
  producers: sources.map((source) => ({
    producerId: `${peerId}-${source}`,
    kind: source === 'microphone' || source === 'screen_audio' ? 'audio' : 'video',
    source,
    paused: false,
  })),
})
const stage = (
  presenters: Presenter[],
  layout: Layout = 'auto',
  spotlight: string | null = null,
): StageState => ({ sessionId: 'heart', version: 1, layout, spotlight, presenters })

const peers = (tiles: { peerId: string }[]): string[] => tiles.map((tile) => tile.peerId)

describe('an empty stage', () => {
  test('with nobody on it shows nothing', () => {
    expect(arrange(stage([]), now, null)).toEqual({ kind: 'empty', main: [], side: [] })
  })

  test('shows nobody who is backstage or still counting down', () => {
    const waiting = [presenter('a', ['camera'], null), presenter('b', ['camera'], now + 1)]
    expect(arrange(stage(waiting), now, null).kind).toBe('empty')
    expect(peers(arrange(stage(waiting), now + 1, null).main)).toEqual(['b'])
  })
})

describe('auto', () => {
  test('one speaker has the whole stage', () => {
    const { kind, main, side } = arrange(stage([presenter('a')]), now, null)
    expect({ kind, main: peers(main), side }).toEqual({ kind: 'spotlight', main: ['a'], side: [] })
    expect(main[0]).toMatchObject({
      name: 'Dr a',
      credentials: 'MD',
      source: 'camera',
      producerId: 'a-camera',
    })
  })

  test('several speakers are a panel of equals', () => {
    const { kind, main, side } = arrange(stage([presenter('a'), presenter('b')]), now, 'b')
    expect({ kind, main: peers(main), side }).toEqual({ kind: 'panel', main: ['a', 'b'], side: [] })
  })

  test('a shared screen is the largest, with every speaker beside it', () => {
    const { kind, main, side } = arrange(
      stage([presenter('a'), presenter('b', ['camera', 'screen'])]),
      now,
      'a',
    )
    expect(kind).toBe('slides')
    expect(main).toMatchObject([{ peerId: 'b', source: 'screen', producerId: 'b-screen' }])
    expect(side).toMatchObject([
      { peerId: 'a', source: 'camera' },
      { peerId: 'b', source: 'camera' },
    ])
  })

  test("the moderator's spotlight makes one of several the largest", () => {
    const { kind, main, side } = arrange(stage([presenter('a'), presenter('b')], 'auto', 'b'), now, 'a')
    expect({ kind, main: peers(main), side: peers(side) }).toEqual({
      kind: 'spotlight',
      main: ['b'],
      side: ['a'],
    })
  })
})

describe('a layout that was chosen', () => {
  const three = [presenter('a'), presenter('b', ['camera', 'screen']), presenter('c')]

  test('spotlight without one named follows the active speaker, screen or not', () => {
    const { kind, main, side } = arrange(stage(three, 'spotlight'), now, 'c')
    expect({ kind, main: peers(main), side: peers(side) }).toEqual({
      kind: 'spotlight',
      main: ['c'],
      side: ['a', 'b'],
    })
  })

  test('spotlight: the one named outranks the active speaker', () => {
    expect(peers(arrange(stage(three, 'spotlight', 'b'), now, 'c').main)).toEqual(['b'])
  })

  test('spotlight on somebody who has left falls back to the active speaker, then to the first', () => {
    expect(peers(arrange(stage(three, 'spotlight', 'gone'), now, 'c').main)).toEqual(['c'])
    expect(peers(arrange(stage(three, 'spotlight', 'gone'), now, 'also-gone').main)).toEqual(['a'])
  })

  test('panel shows all faces at equal size even while a screen is shared', () => {
    const { kind, main, side } = arrange(stage(three, 'panel', 'b'), now, 'b')
    expect({ kind, main: peers(main), side }).toEqual({ kind: 'panel', main: ['a', 'b', 'c'], side: [] })
  })

  test('slides shows the active speaker until someone shares', () => {
    const { kind, main } = arrange(stage([presenter('a'), presenter('c')], 'slides'), now, 'c')
    expect({ kind, main: peers(main) }).toEqual({ kind: 'spotlight', main: ['c'] })
  })
})

describe('a tile', () => {
  test('of a speaker without a camera says who it is and has no picture', () => {
    const [tile] = arrange(stage([presenter('a', ['microphone'])]), now, null).main
    expect(tile).toMatchObject({ name: 'Dr a', producerId: null, paused: false })
  })

  test('tells that the camera is switched off', () => {
    const off = presenter('a')
    off.producers[0]!.paused = true
    expect(arrange(stage([off]), now, null).main[0]).toMatchObject({ producerId: 'a-camera', paused: true })
  })
})

test('on any stage everyone on it has exactly one face, nobody else has one, and keys are unique', () => {
  const anyPresenter = fc
    .tuple(
      fc.constantFrom('a', 'b', 'c', 'd'),
      fc.subarray<Source>(['camera', 'microphone', 'screen', 'screen_audio']),
      fc.constantFrom(null, now - 1, now, now + 1),
    )
    .map(([peerId, sources, onStageAt]) => presenter(peerId, sources, onStageAt))
  const anyPeer = fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'gone'))
  fc.assert(
    fc.property(
      fc.uniqueArray(anyPresenter, { selector: (one) => one.peerId }),
      fc.constantFrom<Layout>('auto', 'spotlight', 'slides', 'panel'),
      anyPeer,
      anyPeer,
      (presenters, layout, spotlight, activeSpeaker) => {
        const { kind, main, side } = arrange(stage(presenters, layout, spotlight), now, activeSpeaker)
        const tiles = [...main, ...side]
        const onStage = presenters.filter(({ onStageAt }) => onStageAt !== null && onStageAt <= now)
        const faces = tiles.filter((tile) => tile.source === 'camera')
        expect(peers(faces).sort()).toEqual(peers(onStage).sort())
        expect(new Set(tiles.map((tile) => tile.key)).size).toBe(tiles.length)
        expect(kind === 'empty').toBe(onStage.length === 0)
        if (kind === 'spotlight' || kind === 'slides') expect(main).toHaveLength(1)
      },
    ),
  )
})

describe('layerFor', () => {
  test.each([
    [90, 0],
    [180, 0],
    [360, 1],
    [720, 2],
    [2160, 2],
  ])('a tile %i device pixels high asks for layer %i', (height, layer) => {
    expect(layerFor(height)).toBe(layer)
  })

  test('a larger tile never gets a smaller layer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4000 }), fc.integer({ min: 0, max: 4000 }), (height, more) => {
        expect(layerFor(height + more)).toBeGreaterThanOrEqual(layerFor(height))
      }),
    )
  })
})
