/** How often (ms) the clock is looked at, and how far apart two looks are when the computer has slept between them. */
const lookMs = 5000
const sleptMs = 20_000

/**
 * Runs `listener` when the page goes on after it stood still: in the cache of the Back button, as a frozen tab, or because the
 * computer slept. Its connection may be gone without anybody having said so. Answers the function that ends it.
 */
export function onStoodStill(listener: () => void): () => void {
  // A program that is no page.
  if (typeof document === 'undefined') return () => undefined
  const shown = ({ persisted }: PageTransitionEvent) => {
    if (persisted) listener()
  }
  let lookedAt = Date.now()
  // The timers of a hidden page are slow by themselves: only what was seen all the time tells of a sleep.
  let seen = !document.hidden
  const hidden = () => {
    seen = false
  }
  const timer = setInterval(() => {
    const now = Date.now()
    if (seen && now - lookedAt > sleptMs) listener()
    lookedAt = now
    seen = !document.hidden
  }, lookMs)
  window.addEventListener('pageshow', shown)
  document.addEventListener('resume', listener)
  document.addEventListener('visibilitychange', hidden)
  return () => {
    clearInterval(timer)
    window.removeEventListener('pageshow', shown)
    document.removeEventListener('resume', listener)
    document.removeEventListener('visibilitychange', hidden)
  }
}
