import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressed } from './plugins/compressed.ts'
import { mantineStyles } from './plugins/mantineStyles.ts'
import { oneHandler } from './plugins/oneHandler.ts'
import { preloaded } from './plugins/preloaded.ts'

const server = `http://127.0.0.1:${process.env.PORT ?? 4400}`

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), mantineStyles(), oneHandler(), preloaded('room', 'media'), compressed()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What the way to the talk needs, in three files: each file costs a trip to the server, and a
          // browser asks for six at a time.
          groups: [
            { name: 'first', tags: ['$initial'], priority: 3 },
            { name: 'media', test: /client\/src\/stage\/(earlyJoin|device)\.ts$/, priority: 2 },
            { name: 'room', test: /client\/src\/room\/RoomPage\.tsx$/, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    port: 4401,
    proxy: { '/api/': server, '/socket.io': { target: server, ws: true } },
  },
})
