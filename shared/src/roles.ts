// What a person may be at a conference. A person may have several roles.
import { z } from 'zod'

export const roles = ['clinician', 'speaker', 'moderator', 'exhibitor', 'organiser'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>
