// Names a browser so that a person recognises the device. The user agent itself is not stored.
import Bowser from 'bowser'

const shortNames: Record<string, string> = {
  'Microsoft Edge': 'Edge',
  'Opera Touch': 'Opera',
  'Samsung Internet for Android': 'Samsung Internet',
}
const systemWords: Record<string, string> = {
  iPhone: 'an iPhone',
  iPad: 'an iPad',
  macOS: 'a Mac',
  'Chrome OS': 'a Chromebook',
  Android: 'Android',
  Windows: 'Windows',
  Linux: 'Linux',
}
const knownBrowsers = new Set([...Object.values(Bowser.BROWSER_MAP), ...Object.keys(shortNames)])
const longestRead = 400

/** e.g. "Firefox on Windows"; "A program" if it is not a browser. */
export function deviceOf(userAgent = ''): string {
  if (userAgent === '') return 'A program'
  const { browser, os, platform } = Bowser.parse(userAgent.slice(0, longestRead))
  // For an unknown browser, Bowser returns words of the header itself.
  if (!browser.name || !knownBrowsers.has(browser.name) || platform.type === 'bot') return 'A program'
  const name = shortNames[browser.name] ?? browser.name
  const system = systemWords[platform.model ?? ''] ?? systemWords[os.name ?? '']
  return system ? `${name} on ${system}` : name
}
