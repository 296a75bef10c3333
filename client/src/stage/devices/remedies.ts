// What to do about a device that cannot be used, named as this browser and system name it.
import type { CaptureKind, CaptureProblem } from './capture.ts'

function unlock(kind: CaptureKind, userAgent: string): string {
  if (/Firefox/.test(userAgent))
    return `Click the ${kind} icon at the left of the address bar, remove “Blocked”, then click “Try again”.`
  if (/Safari/.test(userAgent) && !/Chrom/.test(userAgent))
    return `Open Safari’s menu, choose Settings for this website, set ${kind} to Allow, then click “Try again”.`
  return `Click the icon at the left of the address bar, allow the ${kind}, then click “Try again”.`
}

/**
 * Where the system's own permissions are. `what`: "Camera", "Microphone", "Screen & System Audio Recording".
 */
export function systemSettings(what: string, userAgent: string): string {
  if (/iPhone|iPad/.test(userAgent)) return `open Settings, choose this browser, and turn on ${what}`
  if (/Android/.test(userAgent))
    return `open Settings, Apps, this browser, Permissions, and allow the ${what.toLowerCase()}`
  if (/Mac/.test(userAgent))
    return `open System Settings, Privacy & Security, ${what}, turn on this browser, and start it again`
  if (/Windows/.test(userAgent))
    return `open Settings, Privacy & security, ${what}, and let desktop apps use it`
  return `allow it in the system’s privacy settings`
}

export function remedyFor(kind: CaptureKind, problem: CaptureProblem, userAgent: string): string {
  switch (problem) {
    case 'denied':
      return `This page may not use the ${kind}. ${unlock(kind, userAgent)}`
    case 'system':
      return `Your computer does not let this browser use the ${kind}. To allow it, ${systemSettings(kind === 'camera' ? 'Camera' : 'Microphone', userAgent)}; then click “Try again”.`
    case 'absent':
      return `No ${kind} was found. Plug one in, then click “Try again”.`
    case 'busy':
      return `The ${kind} can’t be read: another program may be using it. Close that program, or choose another ${kind}, then click “Try again”.`
    case 'insecure':
      return `Browsers give the ${kind} only to secure pages. Open this page by its https address.`
    case 'lost':
      return `The ${kind} is gone: it was unplugged or switched off. Choose another one, or plug it in and click “Try again”.`
    case 'failed':
      return `The ${kind} could not be started. Choose another one, or click “Try again”.`
  }
}
