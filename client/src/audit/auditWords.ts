import type { Missing, Pack } from '@lectern/shared/audit'

/** Who has to act. */
export const actorWords: Record<Missing['who'], string> = {
  office: 'the CE office',
  faculty: 'the person concerned',
  learners: 'the learners',
  operator: 'who runs the server',
  nobody: 'nobody yet',
}

export const packWords: Record<Pack['state'], string> = {
  making: 'Being made',
  ready: 'Ready',
  failed: 'Failed',
  cancelled: 'Cancelled',
}
