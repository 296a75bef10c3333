// Every error that a person or a program can meet: a stable code, its HTTP status, and words to act on. Any
// code may throw an AppError; each process turns it into wire form in one place.

const statusOf = {
  invalid_request: 400,
  not_signed_in: 401,
  link_unknown: 404,
  code_unknown: 403,
  link_expired: 410,
  link_revoked: 410,
  sign_in_refused: 403,
  provider_unavailable: 503,
  forbidden: 403,
  not_found: 404,
  wrong_method: 405,
  conflict: 409,
  stale: 409,
  too_large: 413,
  rate_limited: 429,
  session_not_started: 409,
  session_ended: 409,
  disclosures_missing: 409,
  not_approved: 409,
  acknowledge_first: 403,
  not_earned: 409,
  deadline_passed: 410,
  name_unprintable: 409,
  template_refused: 422,
  booth_closed: 409,
  call_taken: 409,
  slot_taken: 409,
  file_refused: 415,
  peer_gone: 410,
  present_elsewhere: 409,
  taken_over: 409,
  codec_unsupported: 422,
  stage_unavailable: 503,
  storage_unavailable: 503,
  clock_differs: 503,
  not_configured: 503,
  no_answer: 504,
  internal: 500,
} as const

export type ErrorCode = keyof typeof statusOf

/**
 * The wire form: `code` is stable, `message` is for the person, `details` for the program (no personal data).
 */
export interface ErrorBody {
  code: ErrorCode
  message: string
  details?: Record<string, unknown>
}

export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly details: Record<string, unknown> | undefined

  constructor(code: ErrorCode, message: string, details?: Record<string, unknown>) {
    super(message)
    this.code = code
    this.details = details
  }

  get status(): number {
    return statusOf[this.code]
  }

  toBody(): ErrorBody {
    return { code: this.code, message: this.message, ...(this.details && { details: this.details }) }
  }

  static fromBody(body: ErrorBody): AppError {
    return new AppError(body.code, body.message, body.details)
  }
}

export const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && code in statusOf

export const errors = {
  invalidRequest: (problem: string) =>
    new AppError('invalid_request', `This request is not valid: ${problem}`),
  notSignedIn: () =>
    new AppError('not_signed_in', 'You are not signed in. Open your personal link again to sign in.'),
  linkUnknown: () =>
    new AppError(
      'link_unknown',
      'This sign-in link is not known. Check that you copied all of it, or ask the organiser for a new one.',
    ),
  /** Wrong codes count towards a limit by address. */
  registrationCode: () =>
    new AppError(
      'code_unknown',
      'This code is not right. Compare it with your invitation; capitals, blanks and hyphens do not matter.',
    ),
  linkExpired: () =>
    new AppError('link_expired', 'This sign-in link has expired. Ask the organiser for a new one.'),
  linkRevoked: () =>
    new AppError(
      'link_revoked',
      'This sign-in link does not work any more: it was revoked. Ask the organiser for a new one; nothing you earned is lost.',
    ),
  /** Why somebody was not signed in by an account elsewhere, in whole sentences. */
  signInRefused: (why: string) => new AppError('sign_in_refused', why),
  /** `name`: of the provider of accounts. */
  providerUnavailable: (name: string) =>
    new AppError(
      'provider_unavailable',
      `${name} cannot be reached at the moment. Use your personal link, or try again in a few minutes.`,
    ),
  forbidden: (what: string) => new AppError('forbidden', `Your role does not allow this: ${what}.`),
  notFound: (what: string) => new AppError('not_found', `There is no such ${what}.`),
  noConference: () =>
    new AppError(
      'not_found',
      'This installation has no conference yet. The person who runs the server has the link to set it up.',
    ),
  /** Signed in, with a place nowhere. */
  noPlace: () =>
    new AppError(
      'not_found',
      'You take part in no conference at the moment. Open the link of your invitation, or ask the organiser for one.',
    ),
  /** For scripts. */
  whichConference: () =>
    new AppError(
      'invalid_request',
      'This installation has several conferences, and the request does not say which one it is about. Put /c/ and the id of one before the path, like /c/cardiology-2026/api/operator/people.',
    ),
  wrongMethod: (method: string) => new AppError('wrong_method', `This route has no ${method}.`),
  /** `where`: the position in the body, never an excerpt. */
  notJson: (where: string) => new AppError('invalid_request', `The body is not JSON: ${where}.`),
  /** An id is unique in the installation, and this one is in use. */
  idTaken: (what: string) =>
    new AppError('conflict', `The id of this ${what} is not free. Choose another one.`),
  conflict: (what: string, details?: Record<string, unknown>) => new AppError('conflict', what, details),
  /** Someone else changed it first; `details` has its current state. */
  stale: (what: string, details?: Record<string, unknown>) => new AppError('stale', what, details),
  tooLarge: (limit: string) => new AppError('too_large', `This is too large. At most ${limit} can be sent.`),
  rateLimited: (retryAfterSeconds: number) =>
    new AppError(
      'rate_limited',
      `That was too often. Try again in ${retryAfterSeconds} second${retryAfterSeconds === 1 ? '' : 's'}.`,
      { retryAfterSeconds },
    ),
  /** Like `rate_limited`, for simultaneous connections. */
  tooManyConnections: () =>
    new AppError(
      'rate_limited',
      'Lectern is open too many times here. Close pages that you do not need, then load this one again.',
      { retryAfterSeconds: 10 },
    ),
  sessionNotStarted: () =>
    new AppError(
      'session_not_started',
      'This session has not started yet. You will see it here when it goes live.',
    ),
  sessionEnded: () => new AppError('session_ended', 'This session has ended.'),
  /**
   * An accredited session cannot go live until its faculty is cleared (ACCME Standard 3). `who`: names, some
   * with the reason.
   */
  disclosuresMissing: (who: string[]) =>
    new AppError(
      'disclosures_missing',
      `This session cannot be live yet: the CE office has not cleared the disclosures of ${who.join(', ')}.`,
    ),
  /** An accredited session cannot go live until the CE office has approved it. `missing`: what keeps it. */
  notApproved: (missing: string[]) =>
    new AppError(
      'not_approved',
      `This session cannot go live: it carries credit, and the CE office has not approved it.${missing.length > 0 ? ` ${missing.join(' ')}` : ' The organiser submits it, and the CE office approves it.'}`,
    ),
  acknowledgeFirst: () =>
    new AppError(
      'acknowledge_first',
      'Please read and confirm the disclosures of this session first. It opens right after.',
    ),
  notEarned: (what: string, details?: Record<string, unknown>) => new AppError('not_earned', what, details),
  nameUnprintable: () =>
    new AppError(
      'name_unprintable',
      'Certificates have no letters for a part of this name, so none was issued with it. Under My details, write the name to print in Latin letters, as in your passport, then try again. Your minutes are safe.',
    ),
  templateRefused: (problems: readonly { message: string; line: number | null }[]) =>
    new AppError(
      'template_refused',
      [
        'Certificates cannot be printed with this template, so the one before stays.',
        ...problems.map(({ message, line }) => (line === null ? message : `Line ${line}: ${message}`)),
      ].join(' '),
      { problems },
    ),
  deadlinePassed: (what: string) => new AppError('deadline_passed', what),
  boothClosed: () =>
    new AppError('booth_closed', 'This booth is closed. The organiser opens and closes booths.'),
  /** Someone else was faster: `details.staff`. */
  callTaken: (name: string, details?: Record<string, unknown>) =>
    new AppError('call_taken', `${name} has taken this call already.`, details),
  slotTaken: () => new AppError('slot_taken', 'Somebody else has just booked this time. Choose another one.'),
  /** `problem`: what is wrong with the file, and what is allowed. */
  fileRefused: (problem: string) => new AppError('file_refused', problem),
  peerGone: () => new AppError('peer_gone', 'The connection to the stage was closed. Rejoining.'),
  presentElsewhere: () =>
    new AppError(
      'present_elsewhere',
      'You are on this stage on another device or page. Use this one instead: you are then backstage here, and gone there.',
    ),
  takenOver: () =>
    new AppError('taken_over', 'You have continued on another device or page, and this one was closed.'),
  codecUnsupported: (what: string) =>
    new AppError(
      'codec_unsupported',
      `This device offers no video or sound format the stage can relay: ${what}.`,
    ),
  stageUnavailable: () =>
    new AppError(
      'stage_unavailable',
      'The stage cannot be reached at the moment. It will be tried again by itself; nothing you did is lost.',
    ),
  /** `what` is unavailable until the person who runs the server sets `setting`. */
  notConfigured: (what: string, setting: string) =>
    new AppError(
      'not_configured',
      `${what}: ${setting} is not set. Ask the person who runs the server to set it, then try again. Nothing is lost.`,
    ),
  storageUnavailable: () =>
    new AppError(
      'storage_unavailable',
      'The server cannot save anything at the moment. What was confirmed is safe; try again in a few seconds.',
    ),
  /** `differenceMs`: this server's clock minus Redis'. */
  clockDiffers: (differenceMs: number) =>
    new AppError(
      'clock_differs',
      `This server's clock is ${(Math.abs(differenceMs) / 1000).toFixed(1)} seconds ${differenceMs > 0 ? 'ahead of' : 'behind'} Redis' clock. Set it by NTP; the server takes part again by itself.`,
      { differenceMs },
    ),
  noAnswer: () =>
    new AppError(
      'no_answer',
      'The server did not answer. Check your network; the connection is tried again by itself.',
    ),
  /** `now`: the server's clock, for a page whose clock is wrong. */
  cameLate: (now: number) =>
    new AppError(
      'no_answer',
      'This reached the server only after it was said to have failed, so it was not done. Do it again if you still want it.',
      { now },
    ),
  internal: () =>
    new AppError(
      'internal',
      'Something went wrong on the server. It was logged. Try again; if it stays, tell the organiser.',
    ),
} as const
