/** One import that the rules refuse and that is right all the same. One that nothing uses any more fails the check. */
export interface Exception {
  /** The importing file, or its folder with a slash at the end. */
  from: string
  to: string
  because: string
}

/** What one feature of the client takes from another. ARCHITECTURE.md lists the same pairs. */
export const exceptions: readonly Exception[] = [
  {
    from: 'server/src/credit/claiming.ts',
    to: 'server/src/credit/createCredit.ts',
    because: 'The type of the intents is made there.',
  },
  {
    from: 'server/src/credit/createCredit.ts',
    to: 'server/src/credit/submitting.ts',
    because: 'The type of the intents is made there.',
  },
]
