// Settings come from the environment. A wrong value is refused at once with its name, its value and what is allowed.
import { z } from 'zod'

export const port = z.coerce.number().int().min(0).max(65_535)
export const secret = z.string().min(16, 'at least 16 characters are needed')
export const redisUrl = z
  .string()
  .regex(/^(rediss?|unix):\/\//, 'must be redis://…, rediss://… or unix:///path')

/** What is wrong with the environment, a line for each setting. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Exit status for a wrong setting (EX_CONFIG of sysexits.h): a supervisor must not try again. */
export const configExitStatus = 78

const secretName = /SECRET|TOKEN|PASSWORD/

/** A function that reads one process's settings. Throws ConfigError. */
export const configReader =
  <Settings extends z.ZodType>(settings: Settings) =>
  (environment: Record<string, string | undefined>): z.output<Settings> => {
    // An empty variable is an absent one: that is what `FOO= command` and compose files mean.
    const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
    const result = settings.safeParse(given)
    if (result.success) return result.data
    const lines = result.error.issues.map((issue) => {
      const name = String(issue.path[0])
      const value = given[name]
      const shown =
        value === undefined ? 'is not set' : secretName.test(name) ? 'is refused' : `is "${value}"`
      return `${name} ${shown}: ${issue.message}`
    })
    throw new ConfigError(lines.join('\n'))
  }

/** Reads a process's settings, or ends the process saying what is wrong with them. */
export function configOrExit<Config>(read: (environment: NodeJS.ProcessEnv) => Config): Config {
  try {
    return read(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exit(configExitStatus)
  }
}
