/** How often (ms) the clock is checked; a longer gap between two checks means that the computer slept. */
const lookMs = 5000
const sleptMs = 20_000

/**
 * Runs `listener` when the page resumes after a standstill: in the back/forward cache, as a frozen tab,
 * or because the computer slept. Its connection may be gone unnoticed. Returns the function that ends it.
 */
export function onStoodStill(listener: () => void): () => void {
  // Not in a page.
  if (typeof document === 'undefined') return () => undefined
  const shown = ({ persisted }: PageTransitionEvent) => {
    if (persisted) listener()
  }
  let lookedAt = Date.now()
  // A hidden page's timers are slow anyway: only a page visible all the time shows a sleep.
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
