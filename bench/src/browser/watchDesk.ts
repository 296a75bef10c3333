// Runs in a page: when a key was pressed, when a question's mark appeared, and which frames were dropped.

declare global {
  interface Window {
    /** When the last key was pressed, in ms since the epoch. */
    pressedAt: number
    /** When the watched mark changed, in ms since the epoch. */
    markedAt: Promise<number>
  }
}

/** Self-contained, like all here: the page gets it as text. */
export function notePresses(): void {
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      window.pressedAt = performance.timeOrigin + timeStamp
    },
    true,
  )
}

/** The ids of the first questions of the first column. */
export const firstQuestions = (count: number): string[] =>
  [...document.querySelectorAll<HTMLElement>('.desk-scroll [data-question]')]
    .slice(0, count)
    .map((row) => row.dataset.question!)

/** Notes when the question's "Ask aloud" appears or disappears on the screen. */
export function watchMark(questionId: string): void {
  const isMarked = () =>
    document.querySelector(`[data-question="${questionId}"]`)?.textContent?.includes('Ask aloud') === true
  const before = isMarked()
  window.markedAt = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (isMarked() === before) return
      observer.disconnect()
      // Once it is painted.
      requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()))
    })
    observer.observe(document.body, { childList: true, subtree: true, characterData: true })
  })
}

/** Scrolls the element down and up again for `ms`. The share of frames that were dropped, in percent. */
export function scrollFor({ selector, ms }: { selector: string; ms: number }): Promise<number> {
  const list = document.querySelector(selector)!
  const perFrame = 24
  return new Promise((resolve) => {
    const times: number[] = []
    let by = perFrame
    const step = (at: number) => {
      times.push(at)
      if (at - times[0]! > ms) {
        // The first rows are watched next.
        list.scrollTop = 0
        const gaps = times.slice(1).map((time, index) => time - times[index]!)
        const usual = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)]!
        const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / usual) - 1), 0)
        return resolve((100 * dropped) / (gaps.length + dropped))
      }
      const before = list.scrollTop
      list.scrollTop += by
      if (list.scrollTop === before) by = -by
      requestAnimationFrame(step)
    }
    requestAnimationFrame(step)
  })
}
