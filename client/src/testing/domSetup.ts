import { TextDecoder, TextEncoder } from 'node:util'

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
// Growing text areas wait for fonts.
Object.defineProperty(document, 'fonts', { value: new EventTarget() })
