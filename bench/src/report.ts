// The outcome of a bench: a table for the person, and a file.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { dirname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Figures, Measured } from './bench.ts'
import { rounded } from './statistics.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const columns = ['metrics', 'floor', 'peer', 'ratios'] as const
const headings = { metrics: 'Lectern', floor: 'floor', peer: 'peer', ratios: 'Lectern / floor' }

/** One line per figure; only columns with figures. */
export function table(measured: Measured): string {
  const shown = columns.filter((column) => Object.keys(measured[column] ?? {}).length > 0)
  const names = [...new Set(shown.flatMap((column) => Object.keys(measured[column] ?? {})))]
  const cell = (column: (typeof columns)[number], name: string): string => {
    const value = measured[column]?.[name]
    return value === undefined ? '' : String(rounded(value))
  }
  const rows = [
    ['', ...shown.map((column) => headings[column])],
    ...names.map((name) => [name, ...shown.map((column) => cell(column, name))]),
  ]
  const widths = rows[0]!.map((_, index) => Math.max(...rows.map((row) => row[index]!.length)))
  return rows
    .map((row) =>
      row
        .map((text, index) => (index === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[index]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const machine = () => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${process.platform} ${process.arch} ${release()}`,
  node: process.version,
})

const allRounded = (figures: Figures): Figures =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, rounded(value)]))

/** Returns the file's name, relative to the checkout. */
export function writeResult(name: string, quick: boolean, measured: Measured): string {
  const { metrics, floor, peer = {}, ratios } = measured
  const file = fileURLToPath(new URL(`../results/${name}.json`, import.meta.url))
  const result = {
    name,
    at: new Date().toISOString(),
    quick,
    machine: machine(),
    metrics: allRounded(metrics),
    floor: allRounded(floor),
    peer: allRounded(peer),
    ratios: allRounded(ratios),
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`)
  return relative(root, file)
}
