/** Looks and sounds disabled but keeps the focus, which a disabled button would lose during the request. */
export const busyButton = (busy: boolean) =>
  busy ? { 'data-disabled': true, 'aria-disabled': true, 'aria-busy': true } : {}
