/** Why an uploaded file is not taken, in words for whoever uploaded it. */
export class UnfitFile extends Error {
  override readonly name = 'UnfitFile'
}
