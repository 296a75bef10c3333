// Every schema that something from outside is held to, by a name: for the tests and measurements that go through them all.
import type { z } from 'zod'
import { ending, linkRequest, linkToken } from '../accounts.ts'
import { beat } from '../attendance.ts'
import { uploadQuery } from '../booths.ts'
import { commands } from '../commands.ts'
import { conferencePlan, setupRequest } from '../conferences.ts'
import {
  appealRequest,
  certificateCode,
  claimRequest,
  creditPolicy,
  creditProfile,
  formSubmission,
} from '../credit.ts'
import { appealDecision, overrideRequest, revocation } from '../creditOffice.ts'
import { reportedRequest } from '../creditRegisters.ts'
import { id } from '../ids.ts'
import { ledgerPageRequest } from '../ledger.ts'
import { activityPlan, personPlan, sessionPlan } from '../plans.ts'
import { sfuCommands, sfuMoments, sfuNode, sfuReports } from '../sfuContract.ts'

type Schemas = Record<string, z.ZodType>

const named = (schemas: Record<string, { request: z.ZodType }>): Schemas =>
  Object.fromEntries(Object.entries(schemas).map(([name, { request }]) => [name, request]))

/** Of the browser's socket. */
export const commandRequests: Schemas = named(commands)
/** Bodies, and what stands in addresses. */
export const httpRequests: Schemas = {
  personPlan,
  linkRequest,
  linkToken,
  ending,
  conferencePlan,
  setupRequest,
  sessionPlan,
  activityPlan,
  creditProfile,
  formSubmission,
  claimRequest,
  appealRequest,
  overrideRequest,
  appealDecision,
  revocation,
  reportedRequest,
  uploadQuery,
  ledgerPageRequest,
  certificateCode,
  id,
}
/** Between servers and media nodes, in both directions. */
const nodeMessages: Schemas = {
  ...named(sfuCommands),
  ...sfuMoments,
  ...Object.fromEntries(Object.entries(sfuReports).map(([name, { given }]) => [name, given])),
  ...Object.fromEntries(Object.entries(sfuCommands).map(([name, { reply }]) => [`${name} reply`, reply])),
  sfuNode,
}
export const contractSchemas: Schemas = {
  ...commandRequests,
  ...httpRequests,
  ...nodeMessages,
  beat,
  creditPolicy,
}
