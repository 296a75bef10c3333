import { TextDecoder, TextEncoder } from 'node:util'
import { configure } from '@testing-library/dom'

// On a crowded machine a page takes its time: what is waited for comes, or the test fails.
configure({ asyncUtilTimeout: 20_000 })

// The router needs them; jsdom lacks them.
Object.assign(globalThis, { TextDecoder, TextEncoder })

// Browser features that Mantine needs and jsdom lacks.
Object.defineProperty(window, 'matchMedia', {
  value: (query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    dispatchEvent: () => false,
  }),
})
class QuietObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
window.ResizeObserver = QuietObserver as unknown as typeof ResizeObserver
/** Only what pages read of it. */
class PlayedPointerEvent extends MouseEvent {
  readonly pointerId: number
  readonly pointerType: string
  constructor(type: string, init: PointerEventInit = {}) {
    super(type, init)
    this.pointerId = init.pointerId ?? 0
    this.pointerType = init.pointerType ?? 'mouse'
  }
}
window.PointerEvent ??= PlayedPointerEvent as unknown as typeof PointerEvent
// Growing text areas wait for fonts.
Object.defineProperty(document, 'fonts', { value: new EventTarget() })
