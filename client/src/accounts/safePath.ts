/** Only a path of this site may be the page after sign-in. */
export const safePath = (next: string | null): string =>
  next !== null && /^\/(?![/\\])[\w\-/.~?=&%]*$/.test(next) ? next : '/'
