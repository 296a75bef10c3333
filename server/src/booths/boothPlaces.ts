// Who is at which booth through this server's connections.
// Volatile: presence itself is in Redis, and expires.

/** A visitor, by the booth's id for them, or a member of its staff. */
export interface Place {
  kind: 'visitor' | 'staff'
  who: string
}

export function createBoothPlaces() {
  const byConnection = new Map<string, Map<string, Place>>()
  /** Connections per booth. */
  const counts = new Map<string, number>()

  function count(boothId: string, change: 1 | -1): void {
    const left = (counts.get(boothId) ?? 0) + change
    if (left > 0) counts.set(boothId, left)
    else counts.delete(boothId)
  }

  return {
    isHeldHere: (boothId: string): boolean => counts.has(boothId),
    /** Whether this visitor is at the booth through any connection of this server. */
    holds: (boothId: string, visitorId: string): boolean =>
      counts.has(boothId) && [...byConnection.values()].some((at) => at.get(boothId)?.who === visitorId),
    arrived(connectionId: string, boothId: string, place: Place): void {
      const at = byConnection.get(connectionId) ?? new Map<string, Place>()
      if (!at.has(boothId)) count(boothId, 1)
      byConnection.set(connectionId, at.set(boothId, place))
    },
    left(connectionId: string, boothId: string): void {
      const at = byConnection.get(connectionId)
      if (at?.delete(boothId)) count(boothId, -1)
      if (at?.size === 0) byConnection.delete(connectionId)
    },
    /** The connection is gone; returns where it was. */
    gone(connectionId: string): [boothId: string, place: Place][] {
      const at = [...(byConnection.get(connectionId) ?? [])]
      byConnection.delete(connectionId)
      for (const [boothId] of at) count(boothId, -1)
      return at
    },
  }
}
