// What to do about a device that cannot be used, in the words of the browser at hand.
import type { CaptureKind, CaptureProblem } from './capture.ts'

function unlock(kind: CaptureKind, userAgent: string): string {
  if (/Firefox/.test(userAgent))
    return `Press the ${kind} sign at the left of the address bar, remove “Blocked”, then press “Try again”.`
  if (/Safari/.test(userAgent) && !/Chrom/.test(userAgent))
    return `Open Safari’s menu, choose Settings for this website, set ${kind} to Allow, then press “Try again”.`
  return `Press the sign at the left of the address bar, allow the ${kind}, then press “Try again”.`
}

export function remedyFor(kind: CaptureKind, problem: CaptureProblem, userAgent: string): string {
  switch (problem) {
    case 'denied':
      return `This page may not use the ${kind}. ${unlock(kind, userAgent)}`
    case 'absent':
      return `No ${kind} was found. Plug one in, then press “Try again”.`
    case 'busy':
      return `The ${kind} is in use by another program, or was unplugged. Close the other program, then press “Try again”.`
    case 'insecure':
      return `Browsers give the ${kind} only to secure pages. Open this page by its https address.`
    case 'failed':
      return `The ${kind} could not be started. Choose another one, or press “Try again”.`
  }
}
