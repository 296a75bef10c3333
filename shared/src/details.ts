// Who somebody is, for the whole installation. The name and what is shown with it are on the person's account
// (`accounts.ts`); this is what only they and the CE office see.
import { z } from 'zod'
import { isBirthday } from './birthday.ts'
import { register } from './creditRegisters.ts'
import { type Board, boardIds, boards, codiceFiscale, efn, licence, nabpId, npi } from './identifiers.ts'
import { id, instant } from './ids.ts'
import { disciplineMax, licencesMax } from './limits.ts'
import { mailLanguageNames } from './mailKinds.ts'
import { list, textOrNone } from './text.ts'

/** What the person last decided about a register. */
const permission = z.object({
  given: z.boolean(),
  /** Null for a decision made before times were recorded. */
  at: instant.nullable(),
})
/** By the register that the person allows to receive their credit, or forbids it. */
export const permissions = z.partialRecord(register, permission)
export type Permissions = z.infer<typeof permissions>

/** By board: whether the person asked for its MOC points. A board's number alone is no such wish. */
export const mocWishes = z.partialRecord(z.enum(boards), permission)

/** By activity: the company that recruited the person for it, as they declared; empty: nobody did. */
const recruitments = z.record(id, z.object({ by: z.string(), at: instant }))

/** Numbers, and what identifies the person at registers. Empty where not given. */
export const identifiers = z
  .strictObject({
    npi: npi.default(''),
    efn: efn.default(''),
    nabpId: nabpId.default(''),
    codiceFiscale: codiceFiscale.default(''),
    /** In the words of the body that asks for it (Italy). */
    discipline: textOrNone(disciplineMax).default(''),
    boardIds: boardIds.prefault({}),
    licences: list(licence, licencesMax)
      .transform((given) => given.filter(({ number }) => number !== ''))
      .default([]),
    birthMonth: z.number().int().min(1).max(12).nullable().default(null),
    birthDay: z.number().int().min(1).max(31).nullable().default(null),
  })
  .refine(({ birthMonth, birthDay }) => isBirthday(birthMonth, birthDay), {
    path: ['birthDay'],
    message: 'this month has fewer days',
  })
export type Identifiers = z.infer<typeof identifiers>
export const noIdentifiers: Identifiers = identifiers.parse({})

export { hasGiven, type Requirement, requirements } from './requirements.ts'

/** Without the rules: what was stored before a rule existed must stay readable. */
const storedIdentifiers = z.object({
  npi: z.string().default(''),
  efn: z.string().default(''),
  nabpId: z.string().default(''),
  codiceFiscale: z.string().default(''),
  discipline: z.string().default(''),
  boardIds: z
    .object(
      Object.fromEntries(boards.map((board) => [board, z.string().default('')])) as Record<
        Board,
        z.ZodDefault<z.ZodString>
      >,
    )
    .prefault({}),
  licences: z.array(z.object({ state: z.string(), number: z.string() })).default([]),
  birthMonth: z.number().nullable().default(null),
  birthDay: z.number().nullable().default(null),
})

/** As stored. Reaches the person and the CE office alone. */
export const privateDetails = z.object({
  email: z.string().default(''),
  identifiers: storedIdentifiers.prefault({}),
  permissions: permissions.default({}),
  /** In which mails are wanted; null: in the conference's. */
  language: z.enum(mailLanguageNames).nullable().catch(null).default(null),
  mocWishes: mocWishes.default({}),
  recruitments: recruitments.default({}),
})
export type PrivateDetails = z.infer<typeof privateDetails>
export const noDetails: PrivateDetails = privateDetails.parse({})
