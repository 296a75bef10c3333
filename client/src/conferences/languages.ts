/** Offered first; a conference may have others by the API. */
const usual = 'ar cs da de el en es fi fr he hi hu it ja ko nb nl pl pt pt-BR ro ru sv tr uk zh'.split(' ')

const names = new Intl.DisplayNames('en', { type: 'language' })

/** To choose from, by name; `also`: those that are chosen already. */
export const languageOptions = (also: readonly string[]): { value: string; label: string }[] =>
  [...new Set([...usual, ...also])]
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label))
