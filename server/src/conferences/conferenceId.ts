// A conference's id is part of its address, so it is made of its title.
const longest = 40

/**
 * e.g. "cardiology-2026" for "Cardiology 2026"; "conference" if nothing of the title can be in an address.
 */
export const idOf = (title: string): string =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '') || 'conference'
