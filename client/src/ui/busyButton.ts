/** Looks and sounds disabled, and keeps the focus: a disabled button would lose it while the server is asked. */
export const busyButton = (busy: boolean) =>
  busy ? { 'data-disabled': true, 'aria-disabled': true, 'aria-busy': true } : {}
