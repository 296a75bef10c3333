// A person's roles at a conference; one person may have several.
import { z } from 'zod'

export const roles = ['clinician', 'speaker', 'moderator', 'exhibitor', 'organiser'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>
