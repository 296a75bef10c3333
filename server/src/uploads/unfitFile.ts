/** Why an uploaded file is refused, in words for the person who uploaded it. */
export class UnfitFile extends Error {
  override readonly name = 'UnfitFile'
}
