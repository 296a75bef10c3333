import { hasFullScreen, toggleFullScreen } from './fullScreen.ts'

const video = HTMLVideoElement.prototype as { webkitEnterFullscreen?: () => void }
let entered: string[]

function stage(): HTMLElement & Record<string, unknown> {
  const element = document.createElement('div')
  element.append(document.createElement('video'))
  return element as unknown as HTMLElement & Record<string, unknown>
}
const enable = (name: string, value: unknown) =>
  Object.defineProperty(document, name, { value, configurable: true })

beforeEach(() => {
  entered = []
})
afterEach(() => {
  delete video.webkitEnterFullscreen
  for (const name of ['fullscreenEnabled', 'webkitFullscreenEnabled', 'fullscreenElement', 'exitFullscreen'])
    delete (document as unknown as Record<string, unknown>)[name]
})

test('the whole stage, and back', async () => {
  enable('fullscreenEnabled', true)
  const element = stage()
  element.requestFullscreen = async () => void entered.push('stage')
  await toggleFullScreen(element)
  expect(entered).toEqual(['stage'])
  enable('fullscreenElement', element)
  enable('exitFullscreen', async () => void entered.push('out'))
  await toggleFullScreen(element)
  expect(entered).toEqual(['stage', 'out'])
})

test('under Safari’s older name', async () => {
  enable('webkitFullscreenEnabled', true)
  const element = stage()
  element.webkitRequestFullscreen = () => void entered.push('stage')
  expect(hasFullScreen()).toBe(true)
  await toggleFullScreen(element)
  expect(entered).toEqual(['stage'])
})

test('on an iPhone the video’s own', async () => {
  video.webkitEnterFullscreen = () => void entered.push('video')
  expect(hasFullScreen()).toBe(true)
  await toggleFullScreen(stage())
  expect(entered).toEqual(['video'])
})

test('where there is none there is no button, and a refusal is no error', async () => {
  expect(hasFullScreen()).toBe(false)
  enable('fullscreenEnabled', true)
  const element = stage()
  element.requestFullscreen = () => Promise.reject(new TypeError('not granted'))
  await toggleFullScreen(element)
  await toggleFullScreen(null)
})
