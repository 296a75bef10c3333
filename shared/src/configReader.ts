// Settings come from the environment. A wrong value is refused at start, with its name, value and allowed
// range.
import { z } from 'zod'

/** From `least` to `most`, inclusive. */
export const wholeNumber = (least: number, most: number) => {
  const allowed = `must be a whole number from ${least} to ${most}`
  return z.coerce
    .number(allowed)
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, allowed)
}
export const port = wholeNumber(0, 65_535)
export const secret = z.string().min(16, 'at least 16 characters are needed')
export const redisUrl = z
  .string()
  .regex(/^(rediss?|unix):\/\//, { error: 'must be redis://…, rediss://… or unix:///path', abort: true })
  .refine(
    (url) => url.startsWith('unix:') || URL.canParse(url),
    'is no URL. In its password, write / as %2F, ? as %3F, # as %23 and @ as %40, or choose one of letters and digits',
  )

/** Problems with the environment, one line per setting. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Exit status for a wrong setting (EX_CONFIG in sysexits.h): a supervisor must not restart the process. */
export const configExitStatus = 78

/** Never shown. The list of ICE servers contains TURN credentials. */
const secretName = /SECRET|TOKEN|PASSWORD|KEY|ICE_SERVERS/

/** The URL without user and password, even if it is malformed. */
export const withoutPassword = (url: string): string => url.replace(/^(\w+:\/\/)?.*@/, '$1…@')

/** A function that reads a process's settings. Throws ConfigError. */
export const configReader =
  <Settings extends z.ZodType>(settings: Settings) =>
  (environment: Record<string, string | undefined>): z.output<Settings> => {
    // An empty variable counts as absent: `FOO= command` and compose files mean that.
    const nonEmpty = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
    const result = settings.safeParse(nonEmpty)
    if (result.success) return result.data
    const lines = result.error.issues.map((issue) => {
      const [name, ...inside] = issue.path.map(String) as [string, ...string[]]
      const value = nonEmpty[name]
      const shown =
        value === undefined
          ? 'is not set'
          : secretName.test(name)
            ? 'is refused'
            : `is "${withoutPassword(value)}"`
      const where = inside.length > 0 ? `${inside.join('.')}: ` : ''
      return `${name} ${shown}: ${where}${issue.message}`
    })
    throw new ConfigError(lines.join('\n'))
  }

/** Reads a process's settings, or prints the problems and exits. */
export function configOrExit<Config>(read: (environment: NodeJS.ProcessEnv) => Config): Config {
  try {
    return read(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exit(configExitStatus)
  }
}
