// Commercial support as learners read it before they engage (ACCME Standard 4): of a session, or of a whole
// conference. Pure: pages load it without validation; `support.ts` has the contract.

export interface Supporter {
  supporter: string
  /** E.g. "Educational grant", "Equipment on loan"; empty for money alone. */
  nature: string
}

/** Supporters of one session or conference. */
export const supportMax = 20
/** Why a supporter's picture is refused. */
export const noPictures =
  'Supporters are named in words. ACCME Standard 4 allows no logo or picture of them where people learn.'

/** "Acme (educational grant); Example Foundation" */
export const supportWords = (supporters: readonly Supporter[]): string =>
  supporters.map(({ supporter, nature }) => (nature ? `${supporter} (${nature})` : supporter)).join('; ')

/** Those of a session and of its conference; who supports both in the same way is named once. */
export function unitedSupport(
  ofSession: readonly Supporter[] = [],
  ofConference: readonly Supporter[] = [],
): Supporter[] {
  const isNamed = ({ supporter, nature }: Supporter) =>
    ofSession.some((other) => other.supporter === supporter && other.nature === nature)
  return [...ofSession, ...ofConference.filter((each) => !isNamed(each))]
}
