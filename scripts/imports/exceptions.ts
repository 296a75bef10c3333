/** Imports that the rules refuse but that are right. An exception no longer used fails the check. */
export interface Exception {
  /** The importing file, or a folder ending in a slash. */
  from: string
  /** Files, or folders ending in a slash. */
  to: readonly string[]
  because: string
}

export const exceptions: readonly Exception[] = [
  // What one feature of the client takes from another.
  {
    from: 'client/src/attendance/',
    to: [
      'client/src/stage/arriving.ts',
      'client/src/stage/players.ts',
      'client/src/stage/stageMedia.ts',
      'client/src/stage/stageStore.ts',
    ],
    because: 'A heartbeat reports that the stage is playing on this page, and only the stage can tell.',
  },
  {
    from: 'client/src/booths/calls/',
    to: ['client/src/stage/'],
    because: 'A call is a stage with two people on it.',
  },
]
