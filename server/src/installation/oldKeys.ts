// The keys of data version 0, which had one conference. Only the migration knows them.
export const oldKeys = {
  conference: 'conference',
  logo: 'conference:logo',
  sessions: 'sessions',
  activities: '{credit}:activities',
  activityPlans: '{credit}:activities:plans',
  appeals: '{credit}:appeals',
  ledger: '{ledger}:entries',
  ledgerHead: '{ledger}:head',
  hallInside: '{hall}:inside',
  booths: '{hall}:booths',
  exhibitors: '{hall}:exhibitors',
  staffed: '{hall}:staffed',
  staffPattern: 'exhibitor:*:staff',
} as const

/** The exhibitor of a key that lists its staff. */
export const exhibitorOf = (key: string): string => key.slice('exhibitor:'.length, -':staff'.length)

/** Where a key's content from before the migration is kept: in the same slot of a cluster. */
export const backupOf = (key: string): string =>
  /\{.+\}/.test(key) ? `${key}:before-1` : `{${key}}:before-1`
