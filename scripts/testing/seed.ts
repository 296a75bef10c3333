// Property tests draw from Jest’s seed: `npm test` draws the same examples each time, so that it fails only
// where something changed; `npm run unit` draws others.
import { jest } from '@jest/globals'
import fc from 'fast-check'

fc.configureGlobal({ seed: jest.getSeed() })
