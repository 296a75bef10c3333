import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** What every page needs; all else belongs to one component. */
const common = ['baseline', 'default-css-variables', 'global']
const whole = /@mantine\/core\/styles\.layer\.css$/
const classNames = /@mantine\/core\/esm\/(?:components|utils)\/.*\.module\.mjs$/
const className = /"(m_[0-9a-f]+)"/g

/**
 * Each component of Mantine brings its own styles into the chunks that use it; without this, every page would
 * load those of all components. They are in a layer, so that the order in which chunks are loaded never puts
 * them over the product's own styles.
 */
export function mantineStyles(): Plugin {
  const folder = fileURLToPath(new URL('./styles/', import.meta.resolve('@mantine/core/styles.css')))
  const fileOf = (name: string): string => join(folder, `${name}.layer.css`)
  /** By the name of a class. */
  const files = new Map<string, string>()
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.layer.css'))) {
    const name = basename(file, '.layer.css')
    if (common.includes(name)) continue
    for (const [found] of readFileSync(join(folder, file), 'utf8').matchAll(/m_[0-9a-f]+/g))
      if (!files.has(found)) files.set(found, fileOf(name))
  }
  return {
    name: 'mantine-styles',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (whole.test(id)) return common.map((name) => readFileSync(fileOf(name), 'utf8')).join('\n')
    },
    transform(code, id) {
      if (!classNames.test(id)) return
      const own = [...code.matchAll(className)].map(([, name]) => files.get(name!))
      const imports = [...new Set(own)].filter((file) => file !== undefined)
      return { code: `${imports.map((file) => `import '${file}'\n`).join('')}${code}`, map: null }
    },
  }
}
