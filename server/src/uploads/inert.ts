/** Headers of a file that somebody uploaded: browsers show it, and run nothing in it. */
export const inert = (cacheControl: string): Record<string, string> => ({
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cache-Control': cacheControl,
})

const yearSeconds = 31_536_000
/** Of a file whose address changes with its content. `private`: no cache between people keeps it. */
export const inertForGood = (who: 'public' | 'private') => inert(`${who}, max-age=${yearSeconds}, immutable`)
