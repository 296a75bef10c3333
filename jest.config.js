// Three projects: what runs in Node (pure rules, real Redis, real SFU), what runs in a DOM, and the product
// in a real browser.
import { availableParallelism } from 'node:os'

const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
    },
  },
]
const base = {
  transform: { '^.+\\.tsx?$': swc },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  setupFiles: ['<rootDir>/scripts/testing/seed.ts'],
}

export default {
  testTimeout: 60_000,
  // Jest leaves a processor free; of two that would be half. Suites mostly wait for other processes.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // A worker keeps what its suites leave behind, and close to its heap's limit it does little but collect.
  workerIdleMemoryLimit: '1.5GB',
  projects: [
    {
      ...base,
      displayName: 'node',
      testEnvironment: 'node',
      roots: ['shared', 'sfu', 'server', 'scripts', 'bench', 'samples', 'client', 'e2e', 'docker'].map(
        (f) => `<rootDir>/${f}`,
      ),
      testMatch: ['**/*.test.ts'],
    },
    {
      ...base,
      displayName: 'client',
      testEnvironment: 'jsdom',
      roots: ['<rootDir>/client'],
      testMatch: ['**/*.test.tsx'],
      setupFiles: [...base.setupFiles, '<rootDir>/client/src/testing/domSetup.ts'],
      moduleNameMapper: { '\\.css$': '<rootDir>/client/src/testing/styleStub.ts' },
    },
    {
      ...base,
      displayName: 'e2e',
      testEnvironment: 'node',
      roots: ['<rootDir>/e2e'],
      testMatch: ['**/*.e2e.ts'],
    },
  ],
}
