// Countries by their names, for choosing one.
const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
/** Codes of groups, of countries that are gone, and for tests. */
const none = new Set(
  'AC AN BU CP CQ CS CT DD DG DY EA EU EZ FQ FX HV IC JT MI NH NQ NT PC PU PZ QO QU RH SU TA TP UK UN VD WK XA XB YD YU ZR ZZ'.split(
    ' ',
  ),
)

/** `label`: the country's name, by which they are sorted. */
export function countries(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !none.has(code))
    .flatMap((value) => {
      const label = names.of(value)
      return label ? [{ value, label }] : []
    })
    .sort((a, b) => a.label.localeCompare(b.label))
}
