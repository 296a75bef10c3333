import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

/** Compressing less than this (bytes) saves nothing. */
const worthIt = 1000
const encodings = { br: promisify(brotliCompress), gz: promisify(gzip) }

/** Puts compressed copies beside the built files, which the server sends as they are. */
export const compressed = (): Plugin => ({
  name: 'compressed',
  apply: 'build',
  generateBundle: {
    order: 'post',
    async handler(_options, bundle) {
      const texts = Object.values(bundle).filter(({ fileName }) => /\.(js|css|svg)$/.test(fileName))
      await Promise.all(
        texts.flatMap((file) => {
          const content = Buffer.from(file.type === 'chunk' ? file.code : file.source)
          if (content.length < worthIt) return []
          return Object.entries(encodings).map(async ([extension, compress]) =>
            this.emitFile({
              type: 'asset',
              fileName: `${file.fileName}.${extension}`,
              source: await compress(content),
            }),
          )
        }),
      )
    },
  },
})
