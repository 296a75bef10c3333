// Whether somebody is an auditor of an activity now, and the evidence of what they open.
import type { LedgerRecord } from '@lectern/shared/ledger'
import type { Account } from '../core/account.ts'
import type { Clock } from '../core/clock.ts'
import { type AuditorsStore, isOpen, type StoredAuditor } from './auditorsStore.ts'

export interface AccessOptions {
  auditors: AuditorsStore
  /** The conference of an activity. */
  conferenceOf: (activityId: string) => Promise<string | undefined>
  enter: (records: readonly LedgerRecord[]) => Promise<void>
  clock: Clock
}

export type Access = ReturnType<typeof createAccess>

/**
 * Somebody who works for a company never reads who learned (ACCME Standard 2.3), whatever they were given.
 */
export const isExhibitor = ({ memberships }: Account): boolean =>
  [...memberships.values()].some(({ roles }) => roles.includes('exhibitor'))

export function createAccess({ auditors, conferenceOf, enter, clock }: AccessOptions) {
  async function given(personId: string, activityId: string): Promise<StoredAuditor | undefined> {
    const conferenceId = await conferenceOf(activityId)
    const found = conferenceId === undefined ? undefined : await auditors.find(conferenceId, personId)
    return found && isOpen(found, clock()) && found.activityIds.includes(activityId) ? found : undefined
  }

  return {
    mayAudit: async (account: Account, activityId: string): Promise<boolean> =>
      !isExhibitor(account) && (await given(account.identity.id, activityId)) !== undefined,

    /** What somebody may audit now, by conference. */
    async of(account: Account): Promise<{ conferenceId: string; access: StoredAuditor }[]> {
      if (isExhibitor(account)) return []
      const personId = account.identity.id
      const ids = await auditors.conferencesOf(personId)
      const found = await Promise.all(ids.map((id) => auditors.find(id, personId)))
      return found.flatMap((access, i) =>
        access && isOpen(access, clock()) ? [{ conferenceId: ids[i]!, access }] : [],
      )
    },

    /**
     * Records that an auditor or the office opened something of an activity; again only after an hour, since a
     * page asks whenever it is looked at.
     */
    async opened(personId: string, isOffice: boolean, activityId: string, what: string): Promise<void> {
      const about = `${activityId}:${what}`
      if (await auditors.wasOpened(personId, about)) return
      await enter([
        { kind: 'audit.opened', by: personId, data: { activityId, what, ...(isOffice && { as: 'office' }) } },
      ])
      const at = clock()
      await auditors.opened(personId, about, at)
      const conferenceId = await conferenceOf(activityId)
      if (conferenceId !== undefined) await auditors.seen(conferenceId, personId, at)
    },
  }
}
