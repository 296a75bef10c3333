// Bundles the script of one of the floor's pages into one file.
import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'

export async function pageScript(file: string): Promise<string> {
  const [built] = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: {
        entry: fileURLToPath(new URL(`./page/${file}`, import.meta.url)),
        formats: ['es'],
      },
    },
  })) as Rolldown.RolldownOutput[]
  return built!.output[0].code
}
