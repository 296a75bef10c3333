// Checks the architecture in the imports: shared <- { sfu, server, client }, which never import one another.
// TypeScript's project references refuse most violations; this catches those outside type checking.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const floors = ['sfu', 'server', 'client'] as const
const allowed: Record<string, readonly string[]> = {
  shared: [],
  sfu: ['shared'],
  server: ['shared'],
  client: ['shared'],
}
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', '*.ts', '*.tsx'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /^(shared|sfu|server|client)\/src\//.test(file))

const offences: string[] = []
for (const file of files) {
  const floor = file.split('/')[0]!
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(
    /(?:from|import)\s*\(?['"]([^'"]+)['"]/g,
  )) {
    const other =
      specifier.match(/^@lectern\/(\w+)/)?.[1] ??
      specifier.match(/^(?:\.\.\/)+(shared|sfu|server|client)\/src\//)?.[1]
    if (other && other !== floor && !allowed[floor]!.includes(other))
      offences.push(`${file} imports ${specifier}`)
    if (floor === 'server' && /Store\.ts$/.test(file) && specifier.startsWith('socket.io'))
      offences.push(`${file} is a store and imports ${specifier}`)
  }
}
if (offences.length > 0) {
  console.error(`Imports that cross floors (shared <- ${floors.join(', ')}):\n  ${offences.join('\n  ')}`)
  process.exit(1)
}
