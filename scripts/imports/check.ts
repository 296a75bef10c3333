// node scripts/imports/check.ts [FOLDER]: checks the imports of the repository, or of a copy in FOLDER.
import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { exceptions } from './exceptions.ts'
import { rules } from './rules.ts'

// dependency-cruiser reads TypeScript through the JavaScript API of version 6. The repository's own
// `typescript` is version 7, which has none, so this folder has a version 6 for dependency-cruiser alone.
registerHooks({
  resolve: (specifier, context, next) =>
    /^typescript(?:\/|$)/.test(specifier)
      ? next(specifier, { ...context, parentURL: import.meta.url })
      : next(specifier, context),
})
const { cruise } = await import('dependency-cruiser')

const copy = process.argv[2]
const root = copy ?? join(import.meta.dirname, '../..')
const folders = ['shared', 'sfu', 'server', 'client', 'scripts', 'bench', 'e2e', 'docker', 'samples']
const { output } = await cruise(
  folders.filter((folder) => existsSync(join(root, folder))),
  {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: rules },
    parser: 'tsc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^client/dist', '^scripts/worker/overlay'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default', 'types'] },
  },
)
if (typeof output === 'string') throw new Error('dependency-cruiser answered with text')

const allowed = exceptions.flatMap(({ from, to }) => to.map((target) => ({ from, to: target })))
const used = new Set<(typeof allowed)[number]>()
const covers = (path: string, file: string) => path === file || (path.endsWith('/') && file.startsWith(path))
const isAllowed = (from: string, to: string): boolean => {
  const exception = allowed.find((each) => covers(each.from, from) && covers(each.to, to))
  if (exception) used.add(exception)
  return exception !== undefined
}
const comments = new Map(rules.map(({ name, comment }) => [name, comment]))
const offences = output.summary.violations
  .filter(({ from, to, cycle }) => cycle || !isAllowed(from, to))
  .map(({ rule, from, to, cycle }) => {
    const way = cycle ? [from, ...cycle.map(({ name }) => name)] : [from, to]
    return `${way.join(' → ')}\n    ${comments.get(rule.name)}`
  })
if (!copy)
  for (const each of allowed.filter((exception) => !used.has(exception)))
    offences.push(`${each.from} → ${each.to}\n    Nothing needs this exception any more: delete it.`)

if (offences.length > 0) {
  console.error(`Imports that the architecture does not allow:\n  ${offences.join('\n  ')}`)
  process.exit(1)
}
console.log(
  `${output.modules.length} files and packages, ${output.summary.totalDependenciesCruised} imports.`,
)
