interface OrganiserProps {
  /** How to reach the organiser, as they have written it. */
  contact: string | undefined
}

const email = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/
const telephone = /^\+?[\d\s()/.-]{6,30}$/

const linkTo = (contact: string): string | undefined => {
  if (email.test(contact)) return `mailto:${contact}`
  return telephone.test(contact) ? `tel:${contact.replace(/[^+\d]/g, '')}` : undefined
}

/** Whom to write to, within a sentence: "Ask cme@example.org for a new one." */
export function Organiser({ contact }: OrganiserProps) {
  if (!contact) return <>the organiser</>
  const href = linkTo(contact)
  return href ? <a href={href}>{contact}</a> : <bdi>{contact}</bdi>
}
