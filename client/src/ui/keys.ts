// Which key of a shortcut was pressed, on any keyboard layout. No React.

/** The product's names of keys: a letter as typed without Caps Lock, "A" for ⇧A; a sign as printed. */
export type Key = string

/** On keyboards with other scripts a key is known by its place on an American one: plain, and with Shift. */
const places: Record<string, readonly [Key, Key?]> = {
  Slash: ['/', '?'],
  BracketLeft: ['['],
  BracketRight: [']'],
  Comma: [','],
  Period: ['.'],
  Digit1: ['1'],
  Digit2: ['2', '@'],
  Digit3: ['3'],
  Digit4: ['4'],
}

const isLatinLetter = (key: string) => /^\p{Script=Latin}$/u.test(key)
const isOtherLetter = (key: string) => /^\p{L}/u.test(key) && !/^\p{Script=Latin}/u.test(key)

/** Whether the last letters typed were Latin: some signs are where another keyboard has letters. */
let isLatin = true

/**
 * What this press may mean, most probable first. Empty during text composition,
 * with Ctrl, Alt or Meta, and for repeats of a held key unless `repeats`.
 */
export function keysOf(event: KeyboardEvent): Key[] {
  const { key, code, shiftKey } = event
  // Some keyboards have "@" and "[" on AltGr, which Windows reports as Ctrl and Alt.
  const altGraph = event.getModifierState('AltGraph')
  if (event.isComposing || event.keyCode === 229 || event.metaKey) return []
  if ((event.ctrlKey || event.altKey) && !altGraph) return []
  if (altGraph) return /^[\p{P}\p{S}]$/u.test(key) ? [key] : []
  if (!shiftKey && isLatinLetter(key)) isLatin = true
  if (isOtherLetter(key)) isLatin = false
  if (isLatinLetter(key)) return [shiftKey ? key.toUpperCase() : key.toLowerCase()]
  if (isLatin) return [key]
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return [shiftKey ? letter : letter.toLowerCase()]
  const byPlace = places[code]?.[shiftKey ? 1 : 0]
  return byPlace === undefined || byPlace === key ? [key] : [key, byPlace]
}

/** Elements that use keys themselves. Checkboxes and sliders do not use letters. */
const ticked = new Set(['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit'])
const takesKeys = '[role="textbox"], [role="combobox"], [role="listbox"], [role="menu"], [role="searchbox"]'

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !ticked.has(target.type)
  return (
    target.isContentEditable ||
    ['TEXTAREA', 'SELECT'].includes(target.tagName) ||
    target.closest(takesKeys) !== null
  )
}
