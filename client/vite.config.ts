import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressed } from './plugins/compressed.ts'
import { mantineStyles } from './plugins/mantineStyles.ts'
import { oneHandler } from './plugins/oneHandler.ts'

const server = `http://127.0.0.1:${process.env.PORT ?? 4400}`

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), mantineStyles(), oneHandler(), compressed()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 700 },
  server: {
    port: 4401,
    proxy: { '/api/': server, '/socket.io': { target: server, ws: true } },
  },
})
