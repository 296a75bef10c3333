// Runs in every document of a visit before its own scripts: presses the buttons on the way as soon as they
// are there, and records when the first frame was shown.

/** In order; in ms after the visit began. */
export const visitSteps = ['linkShown', 'sessionLoads', 'disclosuresShown', 'firstFrame'] as const
type VisitStep = (typeof visitSteps)[number]
export type VisitTimes = Partial<Record<VisitStep, number>>

declare global {
  interface Window {
    /** For the first frame that a video element of this document shows. */
    visited: Promise<VisitTimes>
  }
}

/** Self-contained: the document gets it as text. */
export function traceVisit(): void {
  const kept = 'bench.visit'
  const { startedAt, times } = JSON.parse(
    sessionStorage.getItem(kept) ?? JSON.stringify({ startedAt: performance.timeOrigin, times: {} }),
  ) as { startedAt: number; times: VisitTimes }
  const note = (step: VisitStep) => {
    times[step] ??= performance.timeOrigin + performance.now() - startedAt
    sessionStorage.setItem(kept, JSON.stringify({ startedAt, times }))
  }
  if (times.linkShown !== undefined) note('sessionLoads')
  const presses: [label: RegExp, step: VisitStep][] = [
    [/^Continue as/, 'linkShown'],
    [/I(’ve| have) read this/, 'disclosuresShown'],
  ]
  const pressed = new WeakSet<HTMLElement>()

  window.visited = new Promise((resolve) => {
    const look = () => {
      for (const button of document.querySelectorAll('button')) {
        if (button.disabled || pressed.has(button)) continue
        for (const [label, step] of presses) {
          if (!label.test(button.textContent.trim())) continue
          pressed.add(button)
          note(step)
          // A task of its own, like a person's press.
          setTimeout(() => button.click())
        }
      }
      for (const video of document.querySelectorAll('video')) {
        if (pressed.has(video)) continue
        pressed.add(video)
        video.requestVideoFrameCallback(() => {
          note('firstFrame')
          resolve(times)
        })
      }
    }
    new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true })
  })
}
