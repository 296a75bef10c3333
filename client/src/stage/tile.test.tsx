import { act, fireEvent, render, screen } from '@testing-library/react'
import { FakeMediaStreamTrack } from 'fake-mediastreamtrack'
import type { StageMedia } from './stageMedia.ts'
import { Tile } from './Tile.tsx'

class PlainStream {
  readonly tracks: MediaStreamTrack[]
  constructor(tracks: MediaStreamTrack[]) {
    this.tracks = tracks
  }
  getVideoTracks() {
    return this.tracks
  }
}
Object.assign(globalThis, { MediaStream: PlainStream })
HTMLMediaElement.prototype.play = async () => undefined

const media = {
  receiving: { setShown: async () => undefined, decodedFrames: () => undefined },
} as unknown as StageMedia
const newTrack = () => new FakeMediaStreamTrack({ kind: 'video' }) as unknown as MediaStreamTrack
const tile = (track: MediaStreamTrack, paused = false) => (
  <Tile
    spec={{
      key: 'peer:camera',
      peerId: 'peer',
      name: 'Adaeze Okafor',
      credentials: 'MD',
      source: 'camera',
      producerId: 'okafor-camera',
      paused,
    }}
    place={{ left: 0, top: 0, width: 320, height: 208 }}
    isSmall={false}
    media={media}
    track={track}
    speaking={false}
  />
)

test('a tile shows the name until a frame of its picture has arrived', async () => {
  const track = newTrack()
  const { rerender } = render(tile(track))
  await act(async () => undefined)
  screen.getByText('AO')
  fireEvent.loadedData(screen.getByLabelText('Picture of Adaeze Okafor'))
  expect(screen.queryByText('AO')).toBeNull()
  // The speaker is back with a new picture, which has not arrived yet.
  rerender(tile(newTrack()))
  screen.getByText('AO')
  fireEvent.loadedData(screen.getByLabelText('Picture of Adaeze Okafor'))
  expect(screen.queryByText('AO')).toBeNull()
  rerender(tile(track, true))
  screen.getByText('AO')
  expect(screen.queryByLabelText('Picture of Adaeze Okafor')).toBeNull()
})

test('the name stands below the picture, and over no part of it', () => {
  render(tile(newTrack()))
  const caption = screen.getByText('Adaeze Okafor, MD').closest('figcaption')
  expect(caption?.closest('.tile-picture')).toBeNull()
  expect(caption?.previousElementSibling?.className).toBe('tile-picture')
})
