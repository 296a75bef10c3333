-- Begins to make a pack, unless another one is being made. A repeat has no effect.
-- KEYS[1] hash of packs   KEYS[2] string: id of the pack that is being made
-- ARGV[1] id of the pack   ARGV[2] its JSON
-- Returns {1} if it is being made or was made before, {0, id} if another one is being made.
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then
  return { 1 }
end
local busy = redis.call('GET', KEYS[2])
if busy then
  return { 0, busy }
end
redis.call('SET', KEYS[2], ARGV[1])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return { 1 }
