import { screen } from '@testing-library/react'
import { draw } from '../../testing/drawPage.tsx'
import { track } from '../fakeStage.ts'
import { LevelMeter } from './LevelMeter.tsx'

class RefusingContext {
  static closed = 0
  createAnalyser = () => ({})
  createMediaStreamSource() {
    throw new DOMException('different sample-rate', 'NotSupportedError')
  }
  close = async () => void RefusingContext.closed++
}
const browser = globalThis as { AudioContext?: unknown; MediaStream?: unknown }

afterEach(() => {
  delete browser.AudioContext
  delete browser.MediaStream
})

test.each([
  ['the browser refuses this microphone', RefusingContext],
  ['there is no AudioContext', undefined],
])('%s: a sentence in place of the level, and nothing else is lost', async (_what, context) => {
  browser.AudioContext = context
  browser.MediaStream = class {}
  let told = 0
  await draw(<LevelMeter track={track('audio')} onUnmeasured={() => told++} />)
  expect(screen.getByRole('status').textContent).toContain('cannot show the level')
  expect(told).toBe(1)
  if (context) expect(RefusingContext.closed).toBe(1)
})
