// A browser in words that a person knows their device by. What it says of itself is not kept.

const browsers: [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/\biPhone\b/, 'an iPhone'],
  [/\biPad\b/, 'an iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'a Mac'],
  [/\bCrOS\b/, 'a Chromebook'],
  [/\bLinux\b/, 'Linux'],
]

const wordOf = (list: [RegExp, string][], said: string): string | undefined =>
  list.find(([pattern]) => pattern.test(said))?.[1]

/** e.g. "Firefox on Windows"; "A program" for what is no browser. */
export function deviceOf(userAgent = ''): string {
  const said = userAgent.slice(0, 400)
  const browser = wordOf(browsers, said)
  if (!browser) return 'A program'
  const system = wordOf(systems, said)
  return system ? `${browser} on ${system}` : browser
}
