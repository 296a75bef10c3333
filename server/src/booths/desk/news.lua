-- Records what a booth's desk has to be told, and takes all of it once the last push
-- is old enough. If several servers ask, one takes it, and nothing is sent twice.
-- KEYS[1] news hash   KEYS[2] staff
-- ARGV[1] now (ms)   ARGV[2] minimum time between two pushes (ms)   ARGV[3..] parts
-- Returns {ms to wait, 0 if it may be sent now, parts to send…}; no parts if nobody is at the desk.
local now, every = tonumber(ARGV[1]), tonumber(ARGV[2])
for i = 3, #ARGV do redis.call('HSET', KEYS[1], 'part ' .. ARGV[i], 1) end
local told = tonumber(redis.call('HGET', KEYS[1], 'told') or '-inf')
-- By another server's clock, the last push may be in the future.
local wait = math.min(told + every - now, every)
local parts = {}
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  local part = string.match(field, '^part (%S+)$')
  if part then parts[#parts + 1] = part end
end
if #parts == 0 then return { 0 } end
if wait > 0 then return { wait } end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'told', now)
if redis.call('ZCOUNT', KEYS[2], '(' .. now, '+inf') == 0 then return { 0 } end
return { 0, unpack(parts) }
