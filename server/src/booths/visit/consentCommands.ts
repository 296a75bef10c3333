// A visitor's consents and withdrawals. Neither is acknowledged before the ledger has it.
import type { boothCommands as declared } from '@lectern/shared/boothCommands'
import type { BoothSettings } from '@lectern/shared/booths'
import { type GivenConsent, leadFields, type Withdrawal } from '@lectern/shared/consents'
import type { Handlers } from '../../live/handlers.ts'
import type { Booths } from '../boothParts.ts'
import { consentPlace } from './leadsStore.ts'

type Names = 'consent' | 'withdrawConsent' | 'myConsents'

type Parts = Pick<Booths, 'booths' | 'presence' | 'leads' | 'live' | 'access' | 'intents' | 'ledgerHead'>

export function createConsentCommands(parts: Parts): Handlers<Pick<typeof declared, `booths.${Names}`>> {
  const { booths, presence, leads, live, access, intents, ledgerHead } = parts

  /** Includes pending entries of earlier attempts, in the order in which they were given. */
  const recorded = (boothId: string, visitorId: string): Promise<void> =>
    intents.settled(consentPlace(boothId, visitorId))

  /** The desk shows what is live now, in all lists that show this visitor. */
  async function tellDesk(boothId: string, visitorId: string, withdrawn: Withdrawal | null): Promise<void> {
    await live.leadChanged(boothId, visitorId, withdrawn)
    live.touch(boothId, 'present', 'calls', 'missed', 'chats', 'bookings')
  }

  const givenTo = async ({ id, name }: BoothSettings, visitorId: string): Promise<GivenConsent> => ({
    boothId: id,
    boothName: name,
    ...(await leads.given(id, visitorId)),
  })

  return {
    'booths.consent': async ({ boothId, consentId, consent }, { person, conferenceId }) => {
      const { booth, ...visitor } = await access.visitor(boothId, person)
      const parties = { boothId, exhibitorId: booth.exhibitorId, personId: person.id, visitor }
      const { at } = await leads.give(parties, consent, consentId)
      await recorded(boothId, visitor.visitorId)
      await tellDesk(boothId, visitor.visitorId, null)
      const head = await ledgerHead(conferenceId)
      return { consentId, boothId, boothName: booth.name, fields: consent.fields, at, ledgerHead: head }
    },
    'booths.withdrawConsent': async ({ boothId, consentId, fields }, { person }) => {
      const { booth, ...visitor } = await access.owner(boothId, person)
      const parties = { boothId, exhibitorId: booth.exhibitorId, personId: person.id, visitor }
      const withdrawn = await leads.withdraw(parties, fields ?? leadFields, consentId)
      // The desk first: even if recording fails, it no longer shows withdrawn fields.
      if (withdrawn) await tellDesk(boothId, visitor.visitorId, withdrawn)
      await recorded(boothId, visitor.visitorId)
      return givenTo(booth, visitor.visitorId)
    },
    'booths.myConsents': async (_request, { person, conferenceId }) => {
      const visits = await presence.visitsOf(person.id)
      const consents = await Promise.all(
        visits.map(async ({ boothId, visitorId }) => {
          const booth = await booths.find(boothId)
          return booth?.conferenceId === conferenceId ? [await givenTo(booth, visitorId)] : []
        }),
      )
      return {
        consents: consents
          .flat()
          .filter(({ history }) => history.length > 0)
          .sort((a, b) => a.boothName.localeCompare(b.boothName)),
      }
    },
  }
}
