import type { Redis } from 'ioredis'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { startRedis, type TestRedis } from '../../../scripts/testing/redis.ts'
import { connectRedis } from '../core/redis.ts'
import { atEnd } from './atEnd.ts'

export interface FileRedis extends TestRedis {
  /** Another connection, as a server opens one. */
  connect(): Redis
}

/** A connection as a server opens one. It ends after the file's last test. */
export function connectTo(url: string): Redis {
  const connection = connectRedis(url, memoryLog().log)
  atEnd(() => connection.disconnect())
  return connection
}

/** The real Redis of a test file. It and all its connections end after the last test. */
export async function fileRedis(): Promise<FileRedis> {
  const redis = await startRedis()
  atEnd(redis.close)
  return { ...redis, connect: () => connectTo(redis.url) }
}
