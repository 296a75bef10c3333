const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' })

/** "en" → "English"; what is no language tag stays as it is. */
export function languageWords(tag: string): string {
  try {
    return names.of(tag) ?? tag
  } catch {
    return tag
  }
}
