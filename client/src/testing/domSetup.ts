import { TextDecoder, TextEncoder } from 'node:util'

// The router wants them; jsdom has none.
Object.assign(globalThis, { TextDecoder, TextEncoder })

// What Mantine asks of a browser that jsdom does not have.
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
// Text areas that grow ask when fonts have come.
Object.defineProperty(document, 'fonts', { value: new EventTarget() })
