-- Notes what a booth's desk has to be told, and takes all of it where the last time is long enough ago: of several servers that
-- ask one takes it, and nothing is told twice.
-- KEYS[1] news hash   KEYS[2] staff   ARGV[1] now (ms)   ARGV[2] the least time between two (ms)   ARGV[3..] parts
-- Returns {ms to wait, 0 where it may be told now, parts to tell…}; no parts where nobody is at the desk.
local now, every = tonumber(ARGV[1]), tonumber(ARGV[2])
for i = 3, #ARGV do redis.call('HSET', KEYS[1], 'part ' .. ARGV[i], 1) end
local told = tonumber(redis.call('HGET', KEYS[1], 'told') or '-inf')
-- By another server's clock it may have been told in the future.
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
